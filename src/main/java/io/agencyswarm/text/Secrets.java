package io.agencyswarm.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts secrets in texts: API keys and bearer tokens in the providers' forms, and the user names and passwords of
 * URLs. A prefix that ordinary words also have counts only if a digit follows, or if the text is longer than any word.
 *
 * <p>Clients and models choose these texts and their length, so each character is scanned a bounded number of times: a
 * possible secret is matched to its end at once and then checked.
 */
public final class Secrets {

    private static final Pattern MAY_BE_SECRET =
            Pattern.compile("(?i)\\b(?:(?<scheme>bearer\\s++)(?<token>[\\w.~+/=-]{6,}+)"
                    + "|sk-[\\w*-]{4,}+"
                    + "|(?<word>(?:rk|pk|key|gsk|xai)[-_][\\w*-]{8,}+)"
                    + "|AIza[\\w-]{20,}+)");

    /** The beginnings of the alternatives of {@link #MAY_BE_SECRET}, in any case. */
    private static final List<String> BEGINNINGS = List.of("bearer", "sk-", "rk", "pk", "key", "gsk", "xai", "AIza");

    /** The user and password of a URL, up to its last {@code @}. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)(?:[^\\s/?#@]*+@)++");

    private static final Pattern KEY = Pattern.compile("(?i)\\b(?:sk-[\\w*-]{4,}+|AIza[\\w-]{20,}+)");

    private static final int LONGER_THAN_WORDS = 16;

    /** Shorter secrets, such as a tenant's number, would also be found in ordinary text. */
    private static final int MIN_LENGTH = 4;

    private Secrets() {}

    /** Returns the text with each secret replaced by three dots. */
    public static String redact(String text) {
        String withoutUsers = text.contains("://") ? USER_INFO.matcher(text).replaceAll("…@") : text;
        return mayHoldSecret(withoutUsers)
                ? MAY_BE_SECRET.matcher(withoutUsers).replaceAll(Secrets::masked)
                : withoutUsers;
    }

    /**
     * Returns whether a text contains a beginning of {@link #MAY_BE_SECRET}. Most texts contain none, and every line of
     * the log is checked: this takes a tenth of the time that the pattern takes.
     */
    private static boolean mayHoldSecret(String text) {
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!inWord && beginsSecret(text, i)) {
                return true;
            }
            inWord = isWordCharacter(c);
        }
        return false;
    }

    /** Returns whether {@code \w} in the pattern matches the character. */
    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean beginsSecret(String text, int at) {
        for (String beginning : BEGINNINGS) {
            if (text.regionMatches(true, at, beginning, 0, beginning.length())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the text with each of the given secrets replaced by three dots. Secrets shorter than 16 characters are
     * replaced only as complete words, and secrets shorter than 4 not at all.
     */
    public static String remove(Collection<String> secrets, String text) {
        return secrets.stream()
                .filter(secret -> secret.length() >= MIN_LENGTH)
                // A secret may contain another one.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, Secrets::remove);
    }

    private static String remove(String text, String secret) {
        if (secret.length() >= LONGER_THAN_WORDS) {
            return text.replace(secret, "…");
        }
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf(secret); at >= 0; ) {
            int end = at + secret.length();
            if (isInWord(text, at) || isInWord(text, end)) {
                at = text.indexOf(secret, at + 1);
            } else {
                result.append(text, copied, at).append('…');
                copied = end;
                at = text.indexOf(secret, end);
            }
        }
        return result.append(text, copied, text.length()).toString();
    }

    /** Returns whether there are letters or digits on both sides of an index. */
    private static boolean isInWord(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at));
    }

    /** Returns whether a text could be an ordinary word: it has no digit and fewer than 16 characters. */
    public static boolean isWord(String text) {
        return text.length() < LONGER_THAN_WORDS && !hasDigit(text);
    }

    private static String masked(MatchResult match) {
        String token = match.group("token");
        String word = match.group("word");
        boolean secret =
                token != null ? !isWord(token) || holdsKey(token) : word == null || hasDigit(word) || holdsKey(word);
        if (!secret) {
            return Matcher.quoteReplacement(match.group());
        }
        return token == null ? "…" : match.group("scheme") + "…";
    }

    /** Returns whether a match contains a key. Needed because the search does not look inside a match again. */
    private static boolean holdsKey(String text) {
        return KEY.matcher(text).find();
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(character -> character >= '0' && character <= '9');
    }
}
