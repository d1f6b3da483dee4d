package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.DataUrl;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the contents of messages and outputs. */
final class ContentParts {

    /** Replaces a blank text that can't be left out. */
    static final String EMPTY = "(empty)";

    /** Added to a conversation that ends with a model message, if the provider requires a user message at the end. */
    static final String CONTINUE = "Go on.";

    private static final int SHOWN = 100;

    private ContentParts() {}

    /**
     * Reads a message's content, which is a text or a list of parts.
     *
     * @throws ModelException if only OpenAI's format supports the type of a part
     */
    static List<PromptMessage.Part> of(JsonNode content) {
        if (content.isTextual()) {
            return List.of(new PromptMessage.Part.TextPart(content.textValue()));
        }
        List<PromptMessage.Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            if (!part.isNull()) {
                parts.add(part(part));
            }
        }
        return parts;
    }

    /** Converts a value that is not a list of parts to text. */
    static String plain(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        return value.isNull() || value.isMissingNode() ? "" : Json.text(value);
    }

    /** Returns the text of a part; for a value that is not a part, its JSON. */
    static String textOf(JsonNode part) {
        JsonNode text = part.path(part.has("refusal") ? "refusal" : "text");
        return text.isTextual() ? text.textValue() : plain(part);
    }

    /**
     * Returns the bytes of an image.
     *
     * @throws ModelException if there is only its address, because it is not fetched here
     */
    static DataUrl dataUrl(PromptMessage.Part.ImagePart image) {
        return DataUrl.parse(image.url())
                .orElseThrow(() -> unsupported("a message holds the image " + forMessage(image.url())
                        + ", but this provider accepts images only as data:<type>;base64,<bytes>"));
    }

    static ModelException unsupported(String why) {
        return new ModelException(ErrorCode.MODEL_REFUSED, why, null);
    }

    private static PromptMessage.Part part(JsonNode part) {
        if (part.isTextual()) {
            return new PromptMessage.Part.TextPart(part.textValue());
        }
        String type = LenientFields.text(part, "type");
        return switch (type) {
            case "input_text", "output_text", "text" ->
                new PromptMessage.Part.TextPart(LenientFields.text(part, "text"));
            case "refusal" -> new PromptMessage.Part.TextPart(LenientFields.text(part, "refusal"));
            case "input_image" -> image(part);
            default ->
                throw unsupported("a message holds a part of type \"" + type
                        + "\"; only input_text, and input_image with an image_url, are supported");
        };
    }

    /** Returns an image's address, or a data URL with its bytes; empty if it has neither. */
    static String address(JsonNode image) {
        JsonNode address = image.path("image_url");
        return LenientFields.text(address.isObject() ? address.path("url") : address);
    }

    private static PromptMessage.Part image(JsonNode part) {
        String url = address(part);
        // A data URL can have millions of characters, and to parse it as an address takes milliseconds.
        if (DataUrl.parse(url).isEmpty() && !isAddress(url)) {
            throw unsupported("a message holds an image at \"" + forMessage(url)
                    + "\"; only http and https addresses and data:<type>;base64,<bytes> are supported");
        }
        return new PromptMessage.Part.ImagePart(
                url, LenientFields.text(part, "detail").toLowerCase(Locale.ROOT));
    }

    /** Returns whether this is an http or https URL. */
    static boolean isAddress(String url) {
        return HttpUrl.parse(url).isPresent();
    }

    /** Shortens a URL for an error message. */
    static String forMessage(String url) {
        return Excerpt.of(url, SHOWN);
    }
}
