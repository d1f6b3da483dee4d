package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.net.DataUrl;
import io.agencyswarm.tool.ImageTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The images and files that a format accepts in tools' outputs. Others are replaced by a sentence for the model,
 * because a tool's image must not make the run fail.
 *
 * @param rules how the format differs from one that accepts only bytes, in a user message after the results
 * @param files the media types of files that it accepts
 */
record OutputMedia(Set<Rule> rules, Set<String> files) {

    /** How a format accepts images and files. */
    enum Rule {
        /** They are written into the call's result; else into a user message after the results. */
        IN_RESULTS,
        /** The provider fetches images by their address; else it accepts only their bytes. */
        IMAGE_ADDRESSES,
        /** The same for files. */
        FILE_ADDRESSES
    }

    static final String PDF = "application/pdf";

    /** Returns whether they are written into the call's result. */
    boolean inResults() {
        return rules.contains(Rule.IN_RESULTS);
    }

    /**
     * Returns the parts of an output in forms that the format accepts.
     *
     * @param output a text, a list of the Responses API's parts, or any other JSON, which becomes text
     */
    List<PromptMessage.Part> read(JsonNode output) {
        List<PromptMessage.Part> parts = new ArrayList<>();
        if (!output.isArray()) {
            parts.add(new PromptMessage.Part.TextPart(ContentParts.plain(output)));
        }
        for (JsonNode part : output.isArray() ? output : List.<JsonNode>of()) {
            parts.add(
                    switch (LenientFields.text(part, "type")) {
                        case "input_image" -> image(ContentParts.address(part), LenientFields.text(part, "detail"));
                        case "input_file" -> file(part);
                        default -> new PromptMessage.Part.TextPart(ContentParts.textOf(part));
                    });
        }
        return parts;
    }

    private PromptMessage.Part image(String url, String detail) {
        PromptMessage.Part.ImagePart image = new PromptMessage.Part.ImagePart(url, detail);
        Optional<DataUrl> content = DataUrl.parse(url);
        if (content.isPresent()) {
            String type = content.get().mediaType();
            return ImageTypes.contains(type) ? image : omittedPart("image", "its type is " + type);
        }
        return rules.contains(Rule.IMAGE_ADDRESSES) && ContentParts.isAddress(url)
                ? image
                : unreachablePart("image", url);
    }

    private PromptMessage.Part file(JsonNode part) {
        String data = LenientFields.text(part, "file_data");
        String name = LenientFields.text(part, "filename");
        Optional<DataUrl> content = DataUrl.parse(data);
        if (content.isPresent()) {
            String type = content.get().mediaType();
            return files.contains(type)
                    ? new PromptMessage.Part.FilePart(data, name)
                    : omittedPart("file " + name, "its type is " + type);
        }
        String url = LenientFields.text(part, "file_url");
        return rules.contains(Rule.FILE_ADDRESSES) && ContentParts.isAddress(url)
                ? new PromptMessage.Part.FilePart(url, name)
                : unreachablePart("file " + name, url);
    }

    private PromptMessage.Part unreachablePart(String what, String url) {
        if (url.isEmpty()) {
            return omittedPart(what, "it is stored with OpenAI");
        }
        return omittedPart(what, "only its address is known: " + ContentParts.forMessage(url));
    }

    private static PromptMessage.Part omittedPart(String what, String why) {
        return new PromptMessage.Part.TextPart("(The " + what.strip() + " can't be shown to this model; " + why + ".)");
    }
}
