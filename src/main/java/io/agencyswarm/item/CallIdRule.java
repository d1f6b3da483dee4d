package io.agencyswarm.item;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form of call ids that a provider accepts. Histories contain ids of other providers and repeated ids; such a call
 * gets a new id. The new id depends only on the old one and on the earlier calls with the same id, so that a longer
 * conversation begins with the same text, which the provider has cached.
 */
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
    private static final int MAX_NAME_LENGTH = 64;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9_-]");

    private final Pattern accepted;
    private final int length;

    CallIdRule(String accepted, int length) {
        this.accepted = Pattern.compile(accepted);
        this.length = length;
    }

    /** Assigns ids to the calls of one conversation, in order, and to their outputs. For one thread. */
    public static final class CallNamer {

        private final CallIdRule rule;
        private final Set<String> used = new HashSet<>();
        private final Map<String, Integer> repeats = new HashMap<>();
        private final Map<String, Deque<String>> waiting = new HashMap<>();

        /** Creates the ids of a conversation, before its first call. */
        public CallNamer(CallIdRule rule) {
            this.rule = rule;
        }

        /** Returns the id for the next call, which differs from those of all calls before. */
        public String of(Item.FunctionCall call) {
            String id = call.callId();
            String name = rule.accepted.matcher(id).matches() ? id : rule.hash(id);
            while (!used.add(name)) {
                name = rule.hash(id + "#" + repeats.merge(id, 1, Integer::sum));
            }
            waiting.computeIfAbsent(id, _ -> new ArrayDeque<>()).add(name);
            return name;
        }

        /** Returns the id for an output: that of the first call with the same original id that has no output yet. */
        public String of(Item.FunctionCallOutput output) {
            Deque<String> names = waiting.get(output.callId());
            return Objects.requireNonNullElse(names == null ? null : names.poll(), output.callId());
        }
    }

    /**
     * Returns a tool's name in a form that every provider accepts. Models call tools that do not exist, by any name.
     */
    public static String toolName(String name) {
        String cleaned = NOT_IN_NAMES.matcher(name).replaceAll("_");
        return cleaned.isEmpty() ? "unnamed" : cleaned.substring(0, Math.min(cleaned.length(), MAX_NAME_LENGTH));
    }

    private String hash(String text) {
        byte[] digest = Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
        String letters = new BigInteger(1, digest).toString(BASE);
        return letters.substring(letters.length() - length);
    }
}
