package io.agencyswarm.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The media types of the images that models accept. */
public final class ImageTypes {

    private static final Map<String, String> BY_EXTENSION = Map.of(
            "png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp");

    private ImageTypes() {}

    /** Returns whether models accept images of this type, which is in lower case. */
    public static boolean contains(String mediaType) {
        return BY_EXTENSION.containsValue(mediaType);
    }

    /** Returns the type of a file with this extension, which is in lower case; empty if models do not accept it. */
    public static Optional<String> ofExtension(String extension) {
        return Optional.ofNullable(BY_EXTENSION.get(extension));
    }

    /** Returns all types, sorted, for messages. */
    public static List<String> all() {
        return BY_EXTENSION.values().stream().distinct().sorted().toList();
    }

    /** Returns the extensions of all types, sorted, for messages. */
    public static List<String> extensions() {
        return BY_EXTENSION.keySet().stream().sorted().toList();
    }
}
