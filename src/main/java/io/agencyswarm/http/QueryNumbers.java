package io.agencyswarm.http;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers from a request's query. */
final class QueryNumbers {

    /** At most 18 digits always fit into a long. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /** The number of entries of a page if the client sends no limit. */
    private static final int DEFAULT_PAGE_LIMIT = 20;

    /** The maximum number of entries of a page. */
    private static final int MAX_PAGE_LIMIT = 100;

    private QueryNumbers() {}

    /**
     * Reads an integer.
     *
     * @param defaultValue the result if the parameter is absent
     * @throws InvalidRequestException if it is not an integer, or is out of bounds
     */
    static long read(String name, @Nullable String text, long min, long max, long defaultValue) {
        if (text == null) {
            return defaultValue;
        }
        long number = parse(text);
        if (number < min || number > max) {
            throw new InvalidRequestException(List.of(new Problem(
                    List.of("query", name),
                    "Input should be an integer"
                            + (max == Long.MAX_VALUE ? " of at least " + min : " between " + min + " and " + max),
                    "int_range")));
        }
        return number;
    }

    /**
     * Reads the parameter {@code limit} of a list: the maximum number of entries of a page.
     *
     * @throws InvalidRequestException if it is not an integer, or is out of bounds
     */
    static int readPageLimit(@Nullable String text) {
        return (int) read("limit", text, 1, MAX_PAGE_LIMIT, DEFAULT_PAGE_LIMIT);
    }

    /** Returns the number in a text, or -1 if it is not a number. */
    static long parse(String text) {
        return DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
    }
}
