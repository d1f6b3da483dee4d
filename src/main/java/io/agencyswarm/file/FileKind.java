package io.agencyswarm.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which a file reaches a model. */
enum FileKind {
    /** Seen by the model, as a part of the user's message. */
    IMAGE,
    /** Read by the model, as a part of the user's message. */
    DOCUMENT,
    /** Put where the model's code interpreter finds it. */
    CODE;

    private static final Map<FileKind, List<String>> EXTENSIONS = Map.of(
            IMAGE,
            List.of("jpeg", "jpg", "gif", "png"),
            DOCUMENT,
            List.of("pdf"),
            CODE,
            List.of(
                    "c", "cs", "cpp", "csv", "html", "java", "json", "php", "py", "rb", "css", "js", "sh", "ts", "pkl",
                    "tar", "xlsx", "xml", "zip", "doc", "docx", "md", "pptx", "tex", "txt"));

    /** The kind of an extension, in any case. */
    static Optional<FileKind> of(String extension) {
        String lower = extension.toLowerCase(Locale.ROOT);
        return EXTENSIONS.entrySet().stream()
                .filter(kind -> kind.getValue().contains(lower))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All extensions, for messages. */
    static String extensions() {
        return EXTENSIONS.values().stream().flatMap(List::stream).sorted().collect(Collectors.joining(", "));
    }
}
