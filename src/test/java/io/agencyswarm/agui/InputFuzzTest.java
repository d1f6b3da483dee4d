package io.agencyswarm.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.InvalidRequestException;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.json.Json;
import io.agencyswarm.request.FieldReader;
import io.agencyswarm.testing.Fuzz;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InputFuzzTest {

    private static final List<String> NAMES = List.of(
            "id",
            "role",
            "content",
            "name",
            "toolCalls",
            "tool_calls",
            "toolCallId",
            "tool_call_id",
            "function",
            "arguments",
            "type",
            "text",
            "source",
            "value",
            "mimeType",
            "error",
            "encryptedValue",
            "metadata",
            "subagentRunId",
            "activityType",
            "data",
            "url");

    private static final List<String> VALUES = List.of(
            "user",
            "assistant",
            "tool",
            "system",
            "developer",
            "reasoning",
            "activity",
            "function",
            "text",
            "image",
            "binary",
            "data",
            "url",
            "file",
            "c1",
            "c2",
            "m1",
            "image/png",
            "add",
            "{}");

    @Provide
    Arbitrary<List<ObjectNode>> messages() {
        return Fuzz.objects(NAMES, VALUES, 2).list().ofMaxSize(12);
    }

    @Property
    void messages_ofAnyObjects_areReadOrRefusedAndReadTheSameAgain(@ForAll("messages") List<ObjectNode> messages) {
        try {
            InputConversation first = read(messages);
            InputConversation second = read(first.messages());

            assertThat(second.messages()).isEqualTo(first.messages());
            assertThat(second.before()).isEqualTo(first.before());
            assertThat(second.last()).isEqualTo(first.last());
        } catch (InvalidRequestException e) {
            assertThat(e.problems()).isNotEmpty();
        }
    }

    private static InputConversation read(List<ObjectNode> messages) {
        ObjectNode body = Json.object();
        messages.forEach(body.putArray("messages")::add);
        FieldReader fields = new FieldReader(body).inEitherCase();
        InputConversation conversation = InputConversation.read(fields);
        conversation.asker();
        conversation.checkResults(conversation.history(Conversation.EMPTY, "Agent"), "Agent", fields);
        fields.check();
        return conversation;
    }
}
