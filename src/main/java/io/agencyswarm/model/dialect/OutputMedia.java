package io.agencyswarm.model.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The pictures and files that a format takes in what tools give back. What it does not take is left out, with a sentence
 * in its place for the model: a tool's picture must not end a run.
 *
 * @param inResults whether they stand in the result of the call; else in a message of the user behind the results
 * @param pictureAddresses whether the provider fetches pictures from the web, or takes their bytes only
 * @param fileAddresses the same for files
 * @param files the types of files that it takes
 */
record OutputMedia(boolean inResults, boolean pictureAddresses, boolean fileAddresses, Set<String> files) {

    static final String PDF = "application/pdf";

    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /**
     * The parts of an output, each of which the format takes.
     *
     * @param output a text, a list of the Responses API's parts, or any other JSON, which is text here
     */
    List<Said.Part> read(JsonNode output) {
        List<Said.Part> parts = new ArrayList<>();
        if (!output.isArray()) {
            parts.add(new Said.Part.Text(Contents.plain(output)));
        }
        for (JsonNode part : output.isArray() ? output : List.<JsonNode>of()) {
            parts.add(
                    switch (Fields.text(part, "type")) {
                        case "input_image" -> picture(Contents.address(part), Fields.text(part, "detail"));
                        case "input_file" -> file(part);
                        default -> new Said.Part.Text(Contents.textOf(part));
                    });
        }
        return parts;
    }

    private Said.Part picture(String url, String detail) {
        Said.Part.Picture picture = new Said.Part.Picture(url, detail);
        if (Contents.isWholeData(url)) {
            String type = Contents.bytes(url).type();
            return PICTURES.contains(type) ? picture : leftOut("picture", "its type is " + type);
        }
        return pictureAddresses && Contents.isAddress(url) ? picture : unreachable("picture", url);
    }

    private Said.Part file(JsonNode part) {
        String data = Fields.text(part, "file_data");
        String name = Fields.text(part, "filename");
        if (Contents.isWholeData(data)) {
            String type = Contents.bytes(data).type();
            return files.contains(type)
                    ? new Said.Part.File(data, name)
                    : leftOut("file " + name, "its type is " + type);
        }
        String url = Fields.text(part, "file_url");
        return fileAddresses && Contents.isAddress(url)
                ? new Said.Part.File(url, name)
                : unreachable("file " + name, url);
    }

    private Said.Part unreachable(String what, String url) {
        if (url.isEmpty()) {
            return leftOut(what, "it is stored with OpenAI");
        }
        return leftOut(what, "only its address is known: " + Contents.shown(url));
    }

    private static Said.Part leftOut(String what, String why) {
        return new Said.Part.Text("(The " + what.strip() + " can't be shown to this model; " + why + ".)");
    }
}
