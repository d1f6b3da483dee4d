package io.agencyswarm.net;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers that clients, agents and settings may add to requests to model servers. */
public final class HeaderRules {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,4096}");

    /** Headers of the connection or the body. */
    private static final Set<String> RESERVED = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HeaderRules() {}

    /** Merges headers, whose names are case-insensitive; {@code above} takes precedence. */
    public static Map<String, String> merge(Map<String, String> below, Map<String, String> above) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(below);
        all.putAll(above);
        return all;
    }

    /** Returns whether a text is a valid header name of at most 128 characters. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns whether a text is a valid header value: visible ASCII, blanks and tabs, at most 4,096 characters. */
    public static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Returns whether only the service itself may set a header, such as {@code Host}. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }
}
