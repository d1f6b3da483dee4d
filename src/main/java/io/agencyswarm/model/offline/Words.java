package io.agencyswarm.model.offline;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The parts in which a text is told. */
final class Words {

    private Words() {}

    /** Cuts after each blank, and loses nothing: the parts joined are the text. */
    static List<String> of(String text) {
        return List.of(text.split("(?<= )", -1));
    }

    /** {@code "w1 "} to {@code "wN "}, made when asked for, so that a long answer takes no memory. */
    static List<String> counted(int count) {
        return new Counted(count);
    }

    /** A list that is counted, not stored. */
    static final class Counted extends AbstractList<String> implements RandomAccess {

        private final int count;

        private Counted(int count) {
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
