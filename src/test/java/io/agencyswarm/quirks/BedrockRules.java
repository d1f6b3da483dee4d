package io.agencyswarm.quirks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The rules of Bedrock's Converse API. */
final class BedrockRules {

    private static final String ID = "[a-zA-Z0-9_-]{1,64}";

    private final JsonNode messages;

    private BedrockRules(JsonNode messages) {
        this.messages = messages;
    }

    static Optional<String> refusal(JsonNode body) {
        BedrockRules rules = new BedrockRules(body.path("messages"));
        if (rules.messages.isEmpty()) {
            return Optional.of("The messages field is required and must not be empty.");
        }
        boolean tools = false;
        for (int i = 0; i < rules.messages.size(); i++) {
            int at = i;
            Optional<String> refusal = Refusal.first(
                    () -> rules.turns(at), () -> blocks(rules.messages.get(at), at), () -> rules.results(at));
            if (refusal.isPresent()) {
                return refusal;
            }
            tools |= !rules.ids(i, "toolUse").isEmpty()
                    || !rules.ids(i, "toolResult").isEmpty();
        }
        boolean needed = tools;
        return Refusal.first(
                () -> Refusal.when(
                        needed && body.at("/toolConfig/tools").isEmpty(),
                        "The toolConfig field must be defined when using toolUse and toolResult content blocks."),
                () -> body.at("/additionalModelRequestFields/thinking/type")
                                .asText("")
                                .equals("enabled")
                        ? rules.thinking()
                        : Optional.empty());
    }

    private Optional<String> turns(int i) {
        String role = role(i);
        return Refusal.first(
                () -> Refusal.when(
                        i == 0 && !role.equals("user"),
                        "A conversation must start with a user message. Try again with a conversation that starts with"
                                + " a user message."),
                () -> Refusal.when(
                        i > 0 && role.equals(role(i - 1)),
                        "A conversation must alternate between user and assistant roles. Make sure the conversation"
                                + " alternates between user and assistant roles and try again."),
                () -> Refusal.when(
                        !role.equals("user") && !role.equals("assistant"),
                        "Value '%s' at 'messages.%d.member.role' failed to satisfy constraint: Member must satisfy enum"
                                + " value set: [user, assistant]",
                        role,
                        i),
                () -> Refusal.when(
                        messages.get(i).path("content").isEmpty(),
                        "The content field in the Message object at messages.%d is empty. Add a ContentBlock object to"
                                + " the content field and try again.",
                        i));
    }

    private static Optional<String> blocks(JsonNode message, int i) {
        JsonNode content = message.path("content");
        for (int j = 0; j < content.size(); j++) {
            String where = "messages." + i + ".content." + j;
            JsonNode block = content.get(j);
            Optional<String> refusal = Refusal.first(
                    () -> text(block, where),
                    () -> id(block.at("/toolUse"), where),
                    () -> id(block.at("/toolResult"), where),
                    () -> Refusal.when(
                            block.has("toolUse") && !block.at("/toolUse/input").isObject(),
                            "The format of the value at %s.toolUse.input is invalid. Provide a json object for the"
                                    + " field and try again.",
                            where),
                    () -> inner(block.at("/toolResult/content"), where));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inner(JsonNode content, String where) {
        for (JsonNode block : content) {
            Optional<String> refusal = text(block, where + ".toolResult.content");
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(JsonNode block, String where) {
        return Refusal.when(
                block.has("text") && block.path("text").asText("").isBlank(),
                "The text field in the ContentBlock object at %s is blank. Add text to the text field, and try again.",
                where);
    }

    private static Optional<String> id(JsonNode use, String where) {
        return Refusal.when(
                use.isObject() && !use.path("toolUseId").asText("").matches(ID),
                "Value '%s' at '%s.toolUseId' failed to satisfy constraint: Member must satisfy regular expression"
                        + " pattern: [a-zA-Z0-9_-]+ and have length between 1 and 64",
                use.path("toolUseId"),
                where);
    }

    private Optional<String> results(int i) {
        List<String> uses = ids(i, "toolUse");
        List<String> results = ids(i, "toolResult");
        List<String> open = new ArrayList<>(uses);
        open.removeAll(ids(i + 1, "toolResult"));
        List<String> unrequested = new ArrayList<>(results);
        ids(i - 1, "toolUse").forEach(unrequested::remove);
        return Refusal.first(
                () -> Refusal.when(
                        new HashSet<>(uses).size() != uses.size(),
                        "The toolUse blocks at messages.%d.content contain duplicate Ids: %s",
                        i,
                        uses),
                () -> Refusal.when(
                        !open.isEmpty(),
                        "Expected toolResult blocks at messages.%d.content for the following Ids: %s",
                        i + 1,
                        open),
                () -> Refusal.when(
                        !unrequested.isEmpty(),
                        "The number of toolResult blocks at messages.%d.content exceeds the number of toolUse blocks of"
                                + " previous turn: %s",
                        i,
                        unrequested),
                () -> Refusal.when(
                        !uses.isEmpty() && role(i).equals("user"),
                        "The toolUse block at messages.%d is not allowed in a user message.",
                        i));
    }

    private Optional<String> thinking() {
        int answer = messages.size() - 1;
        while (answer >= 0 && !role(answer).equals("assistant")) {
            answer--;
        }
        boolean goesOn = answer >= 0 && !ids(answer + 1, "toolResult").isEmpty();
        return Refusal.when(
                goesOn && !messages.get(answer).at("/content/0").has("reasoningContent"),
                "messages.%d.content.0.type: Expected `thinking` or `redacted_thinking`. When `thinking` is enabled, a"
                        + " final `assistant` message must start with a thinking block",
                answer);
    }

    private String role(int i) {
        return messages.get(i).path("role").asText("");
    }

    private List<String> ids(int i, String key) {
        List<String> ids = new ArrayList<>();
        for (JsonNode block : messages.path(i).path("content")) {
            if (block.has(key)) {
                ids.add(block.path(key).path("toolUseId").asText(""));
            }
        }
        return ids;
    }
}
