package io.agencyswarm.model.offline;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Splits a text into the pieces to send. */
final class Words {

    private Words() {}

    /** Splits after each space. The joined pieces are the text. */
    static List<String> of(String text) {
        return List.of(text.split("(?<= )", -1));
    }

    /** Returns {@code "w1 "} to {@code "wN "}, computed on access, so that a long answer takes no memory. */
    static List<String> counted(int count) {
        return new CountedWords(count);
    }

    /** A list whose elements are computed from their index. */
    static final class CountedWords extends AbstractList<String> implements RandomAccess {

        private final int count;

        private CountedWords(int count) {
            this.count = count;
        }

        @Override
        public String get(int index) {
            return "w" + (Objects.checkIndex(index, count) + 1) + " ";
        }

        @Override
        public int size() {
            return count;
        }
    }
}
