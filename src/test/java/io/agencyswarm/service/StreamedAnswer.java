package io.agencyswarm.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** A complete stream. */
public record StreamedAnswer(int status, List<AnswerFrame> frames) {

    public StreamedAnswer {
        frames = List.copyOf(frames);
    }

    public String runId() {
        return frames.getFirst().data().path("run_id").asText();
    }

    /** Returns the kinds of events in order; see {@link AnswerFrame#what()}. */
    public List<String> happenings() {
        return frames.stream().map(AnswerFrame::what).toList();
    }

    /** Returns the index of the first event of a kind; -1 if there is none. */
    public int indexOf(String what, String agent) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).what().equals(what) && frames.get(i).agent().equals(agent)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the frames with an error. */
    public List<JsonNode> errors() {
        return frames.stream()
                .map(AnswerFrame::data)
                .filter(data -> data.has("error"))
                .toList();
    }

    /** Returns the data of the frame {@code messages}. */
    public JsonNode messages() {
        return frames.stream()
                .filter(frame -> frame.name().equals("messages"))
                .map(AnswerFrame::data)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no frame \"messages\" in " + frames));
    }

    public ArrayNode newMessages() {
        return (ArrayNode) messages().required("new_messages");
    }
}
