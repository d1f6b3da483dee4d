package io.agencyswarm.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.DataUrl;
import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.schema.ValueExcerpt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text, an image or a file for the model, as the result of a tool. A tool returns one or a list of them; the list may
 * also hold texts and other values. LangChain4j's contents are equivalent, and so are maps with {@code type}
 * {@code text}, {@code image} or {@code file} and the fields of {@link #json()}.
 *
 * <p>OpenAI's Responses API accepts all of them. An output that another provider does not accept is replaced by a
 * sentence in its request.
 */
public sealed interface ToolOutput {

    /** The output as clients get it, with its {@code type}. Missing values are null. */
    ObjectNode json();

    /**
     * Returns whether models get a value as a text, an image, a file or a list of them, and not as JSON. The value may
     * still have an image or a file that can't be sent.
     */
    static boolean isPart(JsonNode value) {
        try {
            return !OutputConverter.parts(value).isEmpty();
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    /** A text. */
    record Text(String text) implements ToolOutput {

        @Override
        public ObjectNode json() {
            return Json.object().put("type", "text").put("text", text);
        }
    }

    /**
     * An image, by its address or by the id of an uploaded file.
     *
     * @param url an {@code https} or {@code http} address, which the provider fetches, or
     *     {@code data:<type>;base64,<bytes>} with one of the types {@code image/png}, {@code image/jpeg},
     *     {@code image/gif} and {@code image/webp}
     * @param fileId an id of OpenAI's Files API
     * @param detail {@code low}, {@code high} or {@code auto}; null leaves it to the provider
     */
    record Image(
            @Nullable String url,
            @Nullable String fileId,
            @Nullable String detail) implements ToolOutput {

        private static final Set<String> DETAILS = Set.of("low", "high", "auto");

        /** Checks the fields. */
        public Image {
            if (url == null && fileId == null) {
                throw new IllegalArgumentException("an image has neither an address nor a file id");
            }
            if (url != null) {
                Optional<DataUrl> content = DataUrl.parse(url);
                if (content.isEmpty() && HttpUrl.parse(url).isEmpty()) {
                    throw new IllegalArgumentException("the address of an image is " + ValueExcerpt.text(url)
                            + ", but must begin with https:// or http://, or be data:<type>;base64,<bytes>");
                }
                content.map(DataUrl::mediaType)
                        .filter(type -> !ImageTypes.contains(type))
                        .ifPresent(type -> {
                            throw new IllegalArgumentException("an image of type " + ValueExcerpt.text(type)
                                    + " can't be sent to models; supported types: " + ImageTypes.all());
                        });
            }
            if (detail != null && !DETAILS.contains(detail)) {
                throw new IllegalArgumentException(
                        "the detail of an image is " + ValueExcerpt.text(detail) + ", but must be low, high or auto");
            }
        }

        /** Returns the same image with another detail: {@code low}, {@code high} or {@code auto}. */
        public Image withDetail(String other) {
            return new Image(url, fileId, other);
        }

        @Override
        public ObjectNode json() {
            return Json.object()
                    .put("type", "image")
                    .put("image_url", url)
                    .put("file_id", fileId)
                    .put("detail", detail);
        }
    }

    /**
     * A file, by its bytes, its address or the id of an uploaded file.
     *
     * @param data {@code data:<type>;base64,<bytes>}
     * @param url an {@code https} or {@code http} address, which only the provider fetches. A data URL is the bytes,
     *     and becomes {@code data}
     * @param fileId an id of OpenAI's Files API
     * @param filename shown to the model
     */
    record File(
            @Nullable String data,
            @Nullable String url,
            @Nullable String fileId,
            @Nullable String filename) implements ToolOutput {

        /** Checks the fields. */
        public File {
            if (data == null && url != null && DataUrl.parse(url).isPresent()) {
                data = url;
                url = null;
            }
            if (data == null && url == null && fileId == null) {
                throw new IllegalArgumentException("a file has neither bytes nor an address nor a file id");
            }
            if (data != null && DataUrl.parse(data).isEmpty()) {
                throw new IllegalArgumentException(
                        "the bytes of a file are not in the form data:<type>;base64,<bytes>");
            }
            if (url != null && HttpUrl.parse(url).isEmpty()) {
                throw new IllegalArgumentException("the address of a file is " + ValueExcerpt.text(url)
                        + ", but must begin with https:// or http://, or be data:<type>;base64,<bytes>");
            }
        }

        @Override
        public ObjectNode json() {
            return Json.object()
                    .put("type", "file")
                    .put("file_data", data)
                    .put("file_url", url)
                    .put("file_id", fileId)
                    .put("filename", filename);
        }
    }

    /** Creates a text. */
    static Text text(String text) {
        return new Text(text);
    }

    /**
     * Creates an image at an address, from which the provider fetches it.
     *
     * @throws IllegalArgumentException if the scheme is neither {@code https} nor {@code http}
     */
    static Image image(URI address) {
        return new Image(address.toString(), null, null);
    }

    /**
     * Creates an image.
     *
     * @param type one of {@code image/png}, {@code image/jpeg}, {@code image/gif} and {@code image/webp}
     * @throws IllegalArgumentException if it is of another type
     */
    static Image image(byte[] bytes, String type) {
        return new Image(DataUrl.of(type, bytes).toString(), null, null);
    }

    /**
     * Reads an image from a file, whose extension determines the type: {@code png}, {@code jpg}, {@code jpeg},
     * {@code gif} or {@code webp}. Reads the complete file into memory.
     *
     * @throws IllegalArgumentException if the file has another extension
     * @throws IOException if it can't be read
     */
    static Image image(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = ImageTypes.ofExtension(extension)
                .orElseThrow(() -> new IllegalArgumentException("the image " + ValueExcerpt.text(name)
                        + " has a type that models do not accept; supported extensions: " + ImageTypes.extensions()));
        return image(Files.readAllBytes(file), type);
    }

    /** Creates an image that has been uploaded to OpenAI's Files API. */
    static Image imageOfFileId(String fileId) {
        return new Image(null, fileId, null);
    }

    /**
     * Creates a file.
     *
     * @param type such as {@code application/pdf}; the provider decides which types a model can read
     */
    static File file(byte[] bytes, String type, String filename) {
        return new File(DataUrl.of(type, bytes).toString(), null, null, filename);
    }

    /**
     * Reads a PDF from a file and keeps its name. Reads the complete file into memory.
     *
     * @throws IOException if it can't be read
     */
    static File pdf(Path file) throws IOException {
        return file(Files.readAllBytes(file), "application/pdf", String.valueOf(file.getFileName()));
    }

    /** Creates a file that has been uploaded to OpenAI's Files API. */
    static File fileOfFileId(String fileId) {
        return new File(null, null, fileId, null);
    }
}
