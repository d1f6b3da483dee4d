package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one agent's turns as events: texts, reasoning and calls, each from its start to its end. */
final class AgentStream {

    private final RunOutput out;
    private final Speaker speaker;

    private final OpenTexts texts = new OpenTexts();
    private final OpenCalls calls = new OpenCalls();
    private final Set<Item> reported = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The id of the message that holds the calls of this turn. */
    private @Nullable String parentMessageId;

    private boolean calledInTurn;
    private boolean answered;

    /** Creates a stream that has sent nothing. */
    AgentStream(RunOutput out, Speaker speaker) {
        this.out = out;
        this.speaker = speaker;
    }

    /** Returns whether the agent's last output was a message. */
    boolean hasAnswered() {
        return answered;
    }

    /** Handles an event of the model. */
    void onModelEvent(ModelEvent event) {
        switch (event) {
            case ModelEvent.Forwarded progress -> onProgress(progress);
            case ModelEvent.ItemDone itemDone -> onItemDone(itemDone);
            case ModelEvent.Completed _, ModelEvent.Failed _ -> endTurn();
        }
    }

    private void onProgress(ModelEvent.Forwarded event) {
        switch (event.type()) {
            case "response.output_text.delta", "response.refusal.delta" ->
                append(key(false, event), Delta.in(event.json()));
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
                append(key(true, event), Delta.in(event.json()));
            case "response.reasoning_summary_part.done" -> {
                StreamedText reasoning = texts.find(key(true, event));
                if (reasoning != null) {
                    reasoning.endParagraph();
                }
            }
            case "response.output_item.added" -> onItemAdded(event);
            case "response.function_call_arguments.delta" -> {
                StreamedCall call = calls.ofItem(event.itemId());
                if (call != null) {
                    call.append(Delta.in(event.json()));
                }
            }
            default -> {}
        }
    }

    private void onItemAdded(ModelEvent.Forwarded event) {
        if (event.callId() != null && Json.readOwn(event.json()).path("item") instanceof ObjectNode json) {
            switch (Item.of(json).orElse(null)) {
                case Item.FunctionCall call -> calls.add(startCall(call));
                case Item.HostedCall call -> calls.add(startCall(HostedCalls.toFunctionCall(call)));
                case null, default -> {}
            }
        }
    }

    private StreamedCall startCall(Item.FunctionCall call) {
        if (parentMessageId == null) {
            parentMessageId = out.messageIds().claim(call.json().path("id").textValue(), "msg");
        }
        String id = out.callIds().claim(call.callId(), "call");
        return StreamedCall.start(out.frames(), call, id, parentMessageId, speaker);
    }

    private static OpenTexts.TextKey key(boolean reasoning, ModelEvent.Forwarded event) {
        return new OpenTexts.TextKey(reasoning, event.itemId(), event.outputIndex());
    }

    private void append(OpenTexts.TextKey key, Delta delta) {
        if (!delta.isEmpty()) {
            text(key).append(delta);
        }
    }

    private StreamedText text(OpenTexts.TextKey key) {
        StreamedText text = texts.find(key);
        if (text == null) {
            text = key.reasoning() ? newReasoning(key.itemId()) : newMessage(key.itemId(), "assistant");
            texts.add(key, text);
        }
        return text;
    }

    private StreamedText newReasoning(@Nullable String itemId) {
        return StreamedText.reasoning(out.frames(), out.messageIds().claim(itemId, "rs"), speaker);
    }

    private StreamedText newMessage(@Nullable String itemId, String role) {
        String id = out.messageIds().claim(itemId, "msg");
        parentMessageId = role.equals("assistant") ? id : parentMessageId;
        return StreamedText.message(out.frames(), id, role, speaker);
    }

    private void onItemDone(ModelEvent.ItemDone itemDone) {
        switch (itemDone.item()) {
            case Item.Message message -> onMessage(message, itemDone.outputIndex());
            case Item.Reasoning reasoning -> onReasoning(reasoning, itemDone.outputIndex());
            // The complete call arrives as a separate event.
            case Item.FunctionCall _,
                    Item.FunctionCallOutput _,
                    Item.HostedCall _,
                    Item.OtherCall _,
                    Item.OtherCallOutput _,
                    Item.Other _ -> {}
        }
    }

    /** Ends a message, of which the client has received either all pieces or none. */
    void onMessage(Item.Message message) {
        onMessage(message, -1);
    }

    private void onMessage(Item.Message message, int index) {
        if (!reported.add(message)) {
            return;
        }
        answered = !calledInTurn;
        String itemId = message.json().path("id").textValue();
        String text = message.text();
        StreamedText streamed = texts.take(new OpenTexts.TextKey(false, itemId, index));
        if (streamed == null && text.isEmpty()) {
            return;
        }
        String role = List.of("user", "system", "developer").contains(message.role()) ? message.role() : "assistant";
        if (streamed == null) {
            streamed = newMessage(itemId, role);
            streamed.append(Delta.of(text));
        }
        streamed.end();
        out.thread().addMessage(streamed.id(), role, text, speaker);
        cite(message, streamed.id(), role, text);
    }

    private void cite(Item.Message message, String id, String role, String text) {
        ArrayNode annotations = Json.array();
        for (JsonNode part : message.json().path("content")) {
            part.path("annotations").forEach(annotations::add);
        }
        if (!annotations.isEmpty()) {
            ObjectNode event = FrameCollector.event("CUSTOM").put("name", "annotated_output");
            event.putObject("value")
                    .put("id", id)
                    .put("role", role)
                    .put("content", text)
                    .set("annotations", annotations);
            out.citations().add(event);
        }
    }

    private void onReasoning(Item.Reasoning reasoning, int index) {
        String itemId = reasoning.json().path("id").textValue();
        String text = text(reasoning);
        String encrypted = reasoning.json().path("encrypted_content").textValue();
        StreamedText streamed = texts.take(new OpenTexts.TextKey(true, itemId, index));
        if (streamed == null && text.isEmpty() && encrypted == null) {
            return;
        }
        if (streamed == null) {
            streamed = newReasoning(itemId);
            streamed.append(Delta.of(text));
        }
        streamed.end(encrypted);
        out.thread().addReasoning(streamed.id(), text, encrypted, speaker);
    }

    private static String text(Item.Reasoning reasoning) {
        List<String> parts = new ArrayList<>();
        for (String field : List.of("summary", "content")) {
            for (JsonNode part : reasoning.json().path(field)) {
                parts.add(part.path("text").asText(""));
            }
        }
        parts.removeIf(String::isEmpty);
        return String.join(StreamedText.PARAGRAPH, parts);
    }

    /**
     * Ends a call, and returns it so that its result can be assigned to it.
     *
     * @param modelCallId the model's id of the call when it started
     */
    StreamedCall onToolCall(Item.FunctionCall call, String modelCallId) {
        calledInTurn = true;
        answered = false;
        StreamedCall startedCall = calls.take(call, modelCallId);
        StreamedCall streamed = startedCall == null ? startCall(call) : startedCall;
        streamed.end(call);
        out.thread().addCall(streamed, call.name(), call.arguments(), speaker);
        return streamed;
    }

    /** Handles a call that the provider has run, together with its result. */
    void onHostedCall(Item.HostedCall call) {
        Item.FunctionCall functionCall = HostedCalls.toFunctionCall(call);
        StreamedCall startedCall = calls.take(functionCall, call.id());
        StreamedCall streamed = startedCall == null ? startCall(functionCall) : startedCall;
        streamed.end(functionCall);
        out.thread().addCall(streamed, functionCall.name(), functionCall.arguments(), speaker);
        onToolResult(streamed, HostedCalls.result(call));
    }

    /** Handles the result of a call. */
    void onToolResult(StreamedCall call, Item.FunctionCallOutput output) {
        onToolResult(call, ContentReader.forClient(output.json().path("output")));
    }

    private void onToolResult(StreamedCall call, JsonNode content) {
        String id = out.messageIds().claim("result_" + call.id(), "result");
        out.frames()
                .add(speaker.event("TOOL_CALL_RESULT")
                        .put("messageId", id)
                        .put("toolCallId", call.id())
                        .put("role", "tool")
                        .set("content", content));
        out.thread().addResult(id, call, content, speaker);
    }

    /** Ends the turn. Items that are still open were not completed by the model. */
    void endTurn() {
        texts.takeAll().forEach(StreamedText::end);
        calls.takeAll().forEach(StreamedCall::end);
        parentMessageId = null;
        calledInTurn = false;
    }
}
