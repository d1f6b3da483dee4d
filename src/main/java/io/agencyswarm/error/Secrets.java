package io.agencyswarm.error;

import java.util.Collection;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what must not be shown: API keys and bearer tokens, as providers write them, and the users and
 * passwords of addresses. Of words that other
 * things begin with too, only those with a digit, or of a length that no word has, are taken for one.
 *
 * <p>Clients and models choose these texts and their length, so each character is looked at a bounded number of times:
 * whatever may be a secret is matched to its end at once, and looked at then.
 */
public final class Secrets {

    private static final Pattern MAY_BE_SECRET =
            Pattern.compile("(?i)\\b(?:(?<scheme>bearer\\s++)(?<token>[\\w.~+/=-]{6,}+)"
                    + "|sk-[\\w*-]{4,}+"
                    + "|(?<word>(?:rk|pk|key|gsk|xai)[-_][\\w*-]{8,}+)"
                    + "|AIza[\\w-]{20,}+)");

    /** A user and a password in an address, as far as its last {@code @}. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)(?:[^\\s/?#@]*+@)++");

    private static final Pattern KEY = Pattern.compile("(?i)\\b(?:sk-[\\w*-]{4,}+|AIza[\\w-]{20,}+)");

    private static final int LONGER_THAN_WORDS = 16;
    private static final int SHORTEST = 6;

    private Secrets() {}

    /** The text with each secret replaced by three dots. */
    public static String redact(String text) {
        String withoutUsers = text.contains("://") ? USER_INFO.matcher(text).replaceAll("…@") : text;
        return MAY_BE_SECRET.matcher(withoutUsers).replaceAll(Secrets::shown);
    }

    /**
     * The text with each of the secrets replaced by three dots. One of less than six characters is left: it may be a part
     * of any sentence.
     */
    public static String without(Collection<String> secrets, String text) {
        String redacted = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                redacted = redacted.replace(secret, "…");
            }
        }
        return redacted;
    }

    /** Whether a text may be a word of other texts too: it has no digit, and fewer than 16 characters. */
    public static boolean isWord(String text) {
        return text.length() < LONGER_THAN_WORDS && !hasDigit(text);
    }

    private static String shown(MatchResult found) {
        String token = found.group("token");
        String word = found.group("word");
        boolean secret =
                token != null ? !isWord(token) || holdsKey(token) : word == null || hasDigit(word) || holdsKey(word);
        if (!secret) {
            return Matcher.quoteReplacement(found.group());
        }
        return token == null ? "…" : found.group("scheme") + "…";
    }

    /** A key within a match is not looked for by itself. */
    private static boolean holdsKey(String text) {
        return KEY.matcher(text).find();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(character -> character >= '0' && character <= '9');
    }
}
