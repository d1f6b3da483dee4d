package io.agencyswarm.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which a model gets a file. */
enum FileKind {
    /** An image in the user's message. */
    IMAGE,
    /** A document in the user's message. */
    DOCUMENT,
    /** A file for the model's code interpreter. */
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

    /** Returns the kind of an extension, in upper or lower case. */
    static Optional<FileKind> of(String extension) {
        String lower = extension.toLowerCase(Locale.ROOT);
        return EXTENSIONS.entrySet().stream()
                .filter(kind -> kind.getValue().contains(lower))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns all extensions, for messages. */
    static String extensions() {
        return EXTENSIONS.values().stream().flatMap(List::stream).sorted().collect(Collectors.joining(", "));
    }
}
