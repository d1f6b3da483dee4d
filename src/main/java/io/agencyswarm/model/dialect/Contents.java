package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Json;
import io.agencyswarm.model.ModelException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The contents of messages and outputs. */
final class Contents {

    /** In place of a blank text that can't be left out. */
    static final String EMPTY = "(empty)";

    /** For a conversation that ends with the model's words, where the user has to have the last. */
    static final String GO_ON = "Go on.";

    private static final String BYTES = ";base64,";
    private static final int SHOWN = 100;

    private Contents() {}

    /**
     * A picture's bytes.
     *
     * @param type such as {@code image/png}, in lower case
     */
    record Bytes(String type, String base64) {}

    /**
     * Reads a message's content, a text or a list of parts.
     *
     * @throws ModelException if a part is of a kind that no format but OpenAI's takes
     */
    static List<Said.Part> of(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new Said.Part.Text(content.textValue()));
        }
        List<Said.Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            if (!part.isNull()) {
                parts.add(part(part));
            }
        }
        return parts;
    }

    /**
     * The text of a content that may hold nothing else; of a value that is no content, its JSON.
     *
     * @param whose what the content is, for the error message
     */
    static String text(JsonNode content, String whose) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            return content.isNull() || content.isMissingNode() ? "" : Json.text(content);
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode said = part.isTextual() ? part : part.path(part.has("refusal") ? "refusal" : "text");
            if (!said.isTextual() && !part.isNull()) {
                throw unfit(
                        whose + " holds a part of type \"" + part.path("type").asText("") + "\"; only text can go");
            }
            text.append(said.asText(""));
        }
        return text.toString();
    }

    /** Whether a picture's bytes came with it. */
    static boolean isBytes(Said.Part.Picture picture) {
        return picture.url().startsWith("data:");
    }

    /**
     * The bytes of a picture.
     *
     * @throws ModelException if only its address came, which is not fetched from here
     */
    static Bytes bytes(Said.Part.Picture picture) {
        String url = picture.url();
        int end = url.indexOf(BYTES);
        if (!isBytes(picture)) {
            throw unfit("a message holds the picture " + shown(url)
                    + ", and this provider takes pictures as data:<type>;base64,<bytes> only");
        }
        return new Bytes(
                url.substring("data:".length(), end).toLowerCase(Locale.ROOT), url.substring(end + BYTES.length()));
    }

    static ModelException unfit(String why) {
        return new ModelException(ErrorCode.MODEL_REFUSED, why, null);
    }

    private static Said.Part part(JsonNode part) {
        if (part.isTextual()) {
            return new Said.Part.Text(part.textValue());
        }
        String type = Fields.text(part, "type");
        return switch (type) {
            case "input_text", "output_text", "text" -> new Said.Part.Text(Fields.text(part, "text"));
            case "refusal" -> new Said.Part.Text(Fields.text(part, "refusal"));
            case "input_image" -> picture(part);
            default ->
                throw unfit("a message holds a part of type \"" + type + "\"; only input_text and input_image with an "
                        + "image_url can go");
        };
    }

    private static Said.Part picture(JsonNode part) {
        JsonNode address = part.path("image_url");
        String url = Fields.text(address.isObject() ? address.path("url") : address);
        if (!isAddress(url) && !isWholeData(url)) {
            throw unfit("a message holds a picture at \"" + shown(url)
                    + "\"; only addresses on the web and data:<type>;base64,<bytes> can go");
        }
        return new Said.Part.Picture(url, Fields.text(part, "detail").toLowerCase(Locale.ROOT));
    }

    private static boolean isAddress(String url) {
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            return false;
        }
        try {
            return !URI.create(url).getSchemeSpecificPart().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWholeData(String url) {
        int comma = url.indexOf(',');
        return url.startsWith("data:") && comma > 0 && url.startsWith(BYTES, comma - BYTES.length() + 1);
    }

    private static String shown(String url) {
        return url.length() > SHOWN ? url.substring(0, SHOWN) + "…" : url;
    }
}
