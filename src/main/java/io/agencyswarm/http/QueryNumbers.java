package io.agencyswarm.http;

import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.error.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers of a request's query. */
final class QueryNumbers {

    /** Fits a long, whatever the digits are. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private QueryNumbers() {}

    /**
     * A whole number.
     *
     * @param otherwise what counts where there is none
     * @throws InvalidRequestException if it is no number, or out of bounds
     */
    static long read(String name, @Nullable String text, long least, long most, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        long number = DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            throw new InvalidRequestException(List.of(new Problem(
                    List.of("query", name),
                    "Input should be a whole number from " + least + (most == Long.MAX_VALUE ? " on" : " to " + most),
                    "int_range")));
        }
        return number;
    }

    /** The number in a text, -1 where it is none. */
    static long parse(String text) {
        return DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
    }
}
