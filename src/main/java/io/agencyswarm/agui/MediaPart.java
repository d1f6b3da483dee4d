package io.agencyswarm.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.DataUrl;
import io.agencyswarm.request.FieldReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a message that is not text.
 *
 * @param kind {@code image}, {@code audio}, {@code video} or {@code document}
 * @param source {@code data}, {@code url} or {@code file}
 * @param value bytes in base64, a URL, or the id that the model's provider gave a file
 * @param mimeType always present with {@code data}
 * @param provider the provider that gave the id, if it is known
 * @param metadata any JSON; {@code filename} is the file's name
 */
record MediaPart(
        String kind,
        String source,
        String value,
        @Nullable String mimeType,
        @Nullable String provider,
        @Nullable JsonNode metadata) {

    /** The models' names of the audio formats that they accept. */
    private static final Map<String, String> AUDIO_FORMATS = Map.of(
            "audio/mpeg", "mp3",
            "audio/mp3", "mp3",
            "audio/wav", "wav",
            "audio/wave", "wav",
            "audio/x-wav", "wav",
            "audio/vnd.wave", "wav");

    /** The maximum length of a media type, longer than any registered one. The type becomes a part of a file's name. */
    private static final int MAX_TYPE_LENGTH = 255;

    private static final String BASE64 = ";base64,";

    private static final List<String> SOURCES = List.of("data", "url", "file");

    /** Reads a part with one of these types. Problems are added to {@code part}. */
    static MediaPart read(FieldReader part) {
        String type = part.requiredText("type");
        FieldReader source = part.requiredObject("source");
        if (source == null) {
            return new MediaPart(type, "url", "", null, null, null);
        }
        String from = source.requiredOneOf("type", SOURCES);
        String mimeType = from.equals("data") ? source.requiredText("mimeType") : source.text("mimeType");
        checkLength(source, mimeType);
        @Nullable String provider = from.equals("file") ? source.text("provider") : null;
        return new MediaPart(type, from, source.requiredText("value"), mimeType, provider, part.get("metadata"));
    }

    /** Reads a part of the protocol's earlier versions, which had the content in one of three fields. */
    static MediaPart ofBinary(FieldReader part) {
        String mimeType = part.requiredText("mimeType");
        checkLength(part, mimeType);
        String kind = mimeType.split("/", 2)[0].toLowerCase(Locale.ROOT);
        String filename = part.text("filename");
        JsonNode metadata = filename == null ? null : Json.object().put("filename", filename);
        String type = kind.equals("image") || kind.equals("audio") || kind.equals("video") ? kind : "document";
        for (String field : List.of("data", "url", "id")) {
            String value = part.text(field);
            if (value != null) {
                return new MediaPart(type, field.equals("id") ? "file" : field, value, mimeType, null, metadata);
            }
        }
        part.addMissing("data");
        return new MediaPart(type, "data", "", mimeType, null, metadata);
    }

    private static String urlField(JsonNode part, String kind) {
        if (kind.equals("image")) {
            return "image_url";
        }
        return part.has("file_data") ? "file_data" : "file_url";
    }

    /** Converts an image or a file of the Responses API. */
    static MediaPart ofResponses(JsonNode part) {
        String kind = part.path("type").asText("").equals("input_image") ? "image" : "document";
        JsonNode metadata = part.has("filename") ? Json.object().set("filename", part.get("filename")) : null;
        String id = part.path("file_id").textValue();
        if (id != null) {
            return new MediaPart(kind, "file", id, null, "openai", metadata);
        }
        String url = part.path(urlField(part, kind)).asText("");
        int comma = url.indexOf(BASE64);
        return url.startsWith("data:") && comma > 0
                ? new MediaPart(
                        kind,
                        "data",
                        url.substring(comma + BASE64.length()),
                        url.substring("data:".length(), comma),
                        null,
                        metadata)
                : new MediaPart(kind, "url", url, null, null, metadata);
    }

    private static void checkLength(FieldReader object, @Nullable String mimeType) {
        if (mimeType != null && mimeType.length() > MAX_TYPE_LENGTH) {
            object.addProblem(
                    "Input should have at most " + MAX_TYPE_LENGTH + " characters", "string_too_long", "mimeType");
        }
    }

    /** Returns the part in the form of AG-UI. */
    ObjectNode forClient() {
        ObjectNode forClient = Json.object().put("type", kind);
        ObjectNode from = forClient.putObject("source").put("type", source).put("value", value);
        if (mimeType != null) {
            from.put("mimeType", mimeType);
        }
        if (provider != null) {
            from.put("provider", provider);
        }
        return metadata == null ? forClient : forClient.set("metadata", metadata);
    }

    /**
     * Returns the part in the form of the Responses API. A kind without its own form there, such as a video, becomes a
     * file. A file that only another provider can resolve is left out, as the protocol requires.
     */
    Optional<ObjectNode> forModel() {
        return provider == null || provider.equalsIgnoreCase("openai")
                ? Optional.of(responsesPart())
                : Optional.empty();
    }

    private ObjectNode responsesPart() {
        boolean data = source.equals("data");
        if (kind.equals("image")) {
            ObjectNode image = Json.object().put("type", "input_image").put("detail", "auto");
            return source.equals("file")
                    ? image.put("file_id", value)
                    : image.put("image_url", data ? dataUrl() : value);
        }
        String format = kind.equals("audio") && data ? AUDIO_FORMATS.get(bareType()) : null;
        if (format != null) {
            ObjectNode audio = Json.object().put("type", "input_audio");
            audio.putObject("input_audio").put("data", value).put("format", format);
            return audio;
        }
        ObjectNode file = Json.object().put("type", "input_file");
        if (data) {
            return file.put("filename", filename()).put("file_data", dataUrl());
        }
        return file.put(source.equals("file") ? "file_id" : "file_url", value);
    }

    private String dataUrl() {
        return DataUrl.of(String.valueOf(mimeType), value).toString();
    }

    private String filename() {
        String filename = metadata == null ? "" : metadata.path("filename").asText("");
        String type = bareType();
        return filename.isEmpty() ? kind + "." + type.substring(type.lastIndexOf('/') + 1) : filename;
    }

    private String bareType() {
        return String.valueOf(mimeType).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
