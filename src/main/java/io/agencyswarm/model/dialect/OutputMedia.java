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
 * @param inResults whether they are written into the call's result; else into a user message after the results
 * @param imageAddresses whether the provider fetches images by their address; else it accepts only their bytes
 * @param fileAddresses the same for files
 * @param files the media types of files that it accepts
 */
record OutputMedia(boolean inResults, boolean imageAddresses, boolean fileAddresses, Set<String> files) {

    static final String PDF = "application/pdf";

    /**
     * Returns the parts of an output in forms that the format accepts.
     *
     * @param output a text, a list of the Responses API's parts, or any other JSON, which becomes text
     */
    List<ChatMessage.Part> read(JsonNode output) {
        List<ChatMessage.Part> parts = new ArrayList<>();
        if (!output.isArray()) {
            parts.add(new ChatMessage.Part.TextPart(Contents.plain(output)));
        }
        for (JsonNode part : output.isArray() ? output : List.<JsonNode>of()) {
            parts.add(
                    switch (LenientFields.text(part, "type")) {
                        case "input_image" -> image(Contents.address(part), LenientFields.text(part, "detail"));
                        case "input_file" -> file(part);
                        default -> new ChatMessage.Part.TextPart(Contents.textOf(part));
                    });
        }
        return parts;
    }

    private ChatMessage.Part image(String url, String detail) {
        ChatMessage.Part.ImagePart image = new ChatMessage.Part.ImagePart(url, detail);
        Optional<DataUrl> content = DataUrl.parse(url);
        if (content.isPresent()) {
            String type = content.get().mediaType();
            return ImageTypes.contains(type) ? image : omittedPart("image", "its type is " + type);
        }
        return imageAddresses && Contents.isAddress(url) ? image : unreachablePart("image", url);
    }

    private ChatMessage.Part file(JsonNode part) {
        String data = LenientFields.text(part, "file_data");
        String name = LenientFields.text(part, "filename");
        Optional<DataUrl> content = DataUrl.parse(data);
        if (content.isPresent()) {
            String type = content.get().mediaType();
            return files.contains(type)
                    ? new ChatMessage.Part.FilePart(data, name)
                    : omittedPart("file " + name, "its type is " + type);
        }
        String url = LenientFields.text(part, "file_url");
        return fileAddresses && Contents.isAddress(url)
                ? new ChatMessage.Part.FilePart(url, name)
                : unreachablePart("file " + name, url);
    }

    private ChatMessage.Part unreachablePart(String what, String url) {
        if (url.isEmpty()) {
            return omittedPart(what, "it is stored with OpenAI");
        }
        return omittedPart(what, "only its address is known: " + Contents.forMessage(url));
    }

    private static ChatMessage.Part omittedPart(String what, String why) {
        return new ChatMessage.Part.TextPart("(The " + what.strip() + " can't be shown to this model; " + why + ".)");
    }
}
