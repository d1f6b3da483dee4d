package io.agencyswarm.error;

import java.util.regex.Pattern;

/**
 * Takes out of a text what must not be shown: API keys and bearer tokens, as providers write them. Of words that other
 * things begin with too, only those with a digit, or of a length that no word has, are taken for one.
 */
public final class Secrets {

    private static final Pattern SECRET =
            Pattern.compile("(?i)\\b(bearer\\s+)(?=\\S*\\d|\\S{16})[\\w.~+/=-]{6,}|\\bsk-[\\w*-]{4,}"
                    + "|\\b(?:rk|pk|key|gsk|xai)[-_](?=[\\w*-]*\\d)[\\w*-]{8,}|\\bAIza[\\w-]{20,}");

    private Secrets() {}

    /** The text with each secret replaced by three dots. */
    public static String redact(String text) {
        return SECRET.matcher(text).replaceAll(secret -> secret.group(1) == null ? "…" : secret.group(1) + "…");
    }
}
