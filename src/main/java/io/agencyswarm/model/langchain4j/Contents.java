package io.agencyswarm.model.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of what a user says. */
final class Contents {

    private static final Pattern BYTES = Pattern.compile("(?s)data:([^;,]+);base64,(.*)");
    private static final int SHOWN = 100;

    private Contents() {}

    /**
     * Reads a message's content, a text or a list of parts.
     *
     * @throws ModelException if a part is of a kind, or of a form, that the family of providers does not take
     */
    static List<Content> of(JsonNode content, Dialect.Rules rules) {
        if (content.isTextual()) {
            return List.of(TextContent.from(content.textValue()));
        }
        List<Content> parts = new ArrayList<>();
        for (JsonNode part : content) {
            parts.add(part(part, rules.pictures()));
        }
        if (parts.isEmpty()) {
            parts.add(TextContent.from(""));
        }
        return rules.oneText() ? withOneText(parts) : parts;
    }

    /**
     * The text of a content that may hold nothing else.
     *
     * @param whose what the content is, for the error message
     */
    static String text(JsonNode content, String whose) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode said = part.has("refusal") ? part.path("refusal") : part.path("text");
            if (!said.isTextual()) {
                throw unfit(
                        whose + " holds a part of type \"" + part.path("type").asText("") + "\"; only text can go");
            }
            text.append(said.textValue());
        }
        return text.toString();
    }

    private static Content part(JsonNode part, Dialect.Pictures pictures) {
        String type = part.path("type").asText("");
        return switch (type) {
            case "input_text", "output_text", "text" ->
                TextContent.from(part.path("text").asText(""));
            case "refusal" -> TextContent.from(part.path("refusal").asText(""));
            case "input_image" -> picture(part, pictures);
            default ->
                throw unfit("a message holds a part of type \"" + type + "\"; only input_text and input_image with an "
                        + "image_url can go");
        };
    }

    private static Content picture(JsonNode part, Dialect.Pictures pictures) {
        JsonNode address = part.path("image_url");
        String url = (address.isObject() ? address.path("url") : address).asText("");
        Matcher bytes = BYTES.matcher(url);
        boolean isBytes = bytes.matches();
        if (!isBytes && !url.startsWith("https://") && !url.startsWith("http://")) {
            throw unfit("a message holds a picture at \"" + shown(url)
                    + "\"; only addresses on the web and data:<type>;base64,<bytes> can go");
        }
        if (isBytes && pictures != Dialect.Pictures.ADDRESS) {
            return ImageContent.from(bytes.group(2), bytes.group(1), detail(part));
        }
        if (pictures == Dialect.Pictures.BYTES) {
            throw unfit("a message holds the picture " + shown(url)
                    + ", and this provider takes pictures as data:<type>;base64,<bytes> only");
        }
        return ImageContent.from(image(url), detail(part));
    }

    private static Image image(String url) {
        try {
            return Image.builder().url(URI.create(url)).build();
        } catch (IllegalArgumentException malformed) {
            throw unfit("a message holds a picture at \"" + shown(url) + "\", which is no address");
        }
    }

    private static ImageContent.DetailLevel detail(JsonNode part) {
        return switch (part.path("detail").asText("").toLowerCase(Locale.ROOT)) {
            case "low" -> ImageContent.DetailLevel.LOW;
            case "high" -> ImageContent.DetailLevel.HIGH;
            default -> ImageContent.DetailLevel.AUTO;
        };
    }

    private static List<Content> withOneText(List<Content> parts) {
        StringBuilder text = new StringBuilder();
        List<Content> joined = new ArrayList<>();
        for (Content part : parts) {
            if (part instanceof TextContent said) {
                text.append(text.isEmpty() ? "" : "\n").append(said.text());
            } else {
                joined.add(part);
            }
        }
        joined.addFirst(TextContent.from(text.toString()));
        return joined;
    }

    private static String shown(String url) {
        return url.length() > SHOWN ? url.substring(0, SHOWN) + "…" : url;
    }

    private static ModelException unfit(String why) {
        return new ModelException(ErrorCode.MODEL_REFUSED, why, null);
    }
}
