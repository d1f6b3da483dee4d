package io.agencyswarm.error;

import java.util.regex.Pattern;

/** Takes out of a text what must not be shown: API keys and bearer tokens, as providers write them. */
public final class Secrets {

    private static final Pattern SECRET = Pattern.compile(
            "(?i)\\b(bearer\\s+)[\\w.~+/=-]{6,}|\\b(sk|rk|pk|key|gsk|xai)-[\\w*-]{6,}|\\bAIza[\\w-]{20,}");

    private Secrets() {}

    /** The text with each secret replaced by three dots. */
    public static String redact(String text) {
        return SECRET.matcher(text).replaceAll("$1…");
    }
}
