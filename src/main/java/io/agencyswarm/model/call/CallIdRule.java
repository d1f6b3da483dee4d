package io.agencyswarm.model.call;

import io.agencyswarm.text.Sha256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The form of call ids that a provider accepts. */
public enum CallIdRule {
    /** OpenAI's Responses API. */
    RESPONSES("(?s).{1,64}", 32),
    /** OpenAI's Chat Completions and most APIs that are compatible with it. */
    CHAT("(?s).{1,40}", 32),
    /** Nine letters and digits, for Mistral. */
    MISTRAL("[a-zA-Z0-9]{9}", 9),
    /** Word characters and hyphens, for Anthropic and Bedrock. */
    WORDS("[a-zA-Z0-9_-]{1,64}", 32);

    private static final int BASE = 36;

    private final Pattern accepted;
    private final int length;

    CallIdRule(String accepted, int length) {
        this.accepted = Pattern.compile(accepted);
        this.length = length;
    }

    /** Returns whether the provider accepts an id. */
    boolean accepts(String id) {
        return accepted.matcher(id).matches();
    }

    /** Returns an id that the provider accepts. It depends only on {@code text}. */
    String hash(String text) {
        byte[] digest = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        String letters = new BigInteger(1, digest).toString(BASE);
        return letters.substring(letters.length() - length);
    }
}
