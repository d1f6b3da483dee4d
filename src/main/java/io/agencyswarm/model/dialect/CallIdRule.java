package io.agencyswarm.model.dialect;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a provider takes as the id of a call. Histories hold the ids of other providers, and ids that were used before;
 * such a call gets another one, always the same for the same conversation, so that the provider's cache of prompts still
 * fits.
 */
public enum CallIdRule {
    /** OpenAI's, and those of most that speak as it does. */
    CHAT("(?s).{1,40}", 32),
    /** Nine letters and digits. */
    MISTRAL("[a-zA-Z0-9]{9}", 9),
    /** Words, as Anthropic's and Bedrock's. */
    WORDS("[a-zA-Z0-9_-]{1,64}", 32);

    private static final int BASE = 36;

    private final Pattern taken;
    private final int length;

    CallIdRule(String taken, int length) {
        this.taken = Pattern.compile(taken);
        this.length = length;
    }

    /** Gives the calls of one conversation their ids, in order. */
    static final class Names {

        private final CallIdRule rule;
        private final Set<String> used = new HashSet<>();

        Names(CallIdRule rule) {
            this.rule = rule;
        }

        /** The id for the next call, which no call before it has. */
        String next(String id) {
            String name = id;
            for (int n = used.size(); !rule.taken.matcher(name).matches() || !used.add(name); n++) {
                name = rule.hash(id + "#" + n);
            }
            return name;
        }
    }

    private String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String letters = new BigInteger(1, digest).toString(BASE);
            return letters.substring(letters.length() - length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
