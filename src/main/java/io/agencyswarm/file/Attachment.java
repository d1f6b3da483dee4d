package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that a client names, before anything has been fetched.
 *
 * @param name what the client calls it, and the provider is told
 * @param source where it is, checked for its form only
 */
record Attachment(String name, FileLocation source, FileKind kind) {

    private static final int MAX_NAME = 255;
    private static final int MAX_SHOWN = 300;

    /** Reads what a client sent, in its order. */
    static List<Attachment> all(Map<String, String> sources, int maxFiles) {
        if (sources.size() > maxFiles) {
            throw new AgencyException(
                    ErrorCode.ATTACHMENT,
                    sources.size() + " files are attached, but a message may have " + maxFiles
                            + " at most (agency-swarm.files.max-files); attach fewer.");
        }
        List<Attachment> attachments = new ArrayList<>(sources.size());
        sources.forEach((name, source) -> attachments.add(of(name, source)));
        return attachments;
    }

    private static Attachment of(String name, String text) {
        checkName(name);
        FileLocation source;
        try {
            source = FileLocation.of(text);
        } catch (IllegalArgumentException e) {
            throw fault(name, AgencyException.reason(e), null);
        }
        String extension = extension(name);
        String decisive = extension.isEmpty() ? extension(source.fileName()) : extension;
        FileKind kind = FileKind.of(decisive).orElseThrow(() -> unsupported(name, decisive));
        return new Attachment(name, source, kind);
    }

    private static AgencyException unsupported(String name, String extension) {
        String what = extension.isEmpty()
                ? "neither its name nor its source has an extension"
                : "its extension \"" + shown(extension) + "\" is not supported";
        return fault(name, what + "; supported are: " + FileKind.extensions() + ".", null);
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw fault(name, "its name is empty; give it one such as \"report.pdf\".", null);
        }
        if (name.length() > MAX_NAME) {
            throw fault(name, "its name has more than " + MAX_NAME + " characters; shorten it.", null);
        }
        if (name.equals(".") || name.equals("..") || name.chars().anyMatch(Attachment::forbidden)) {
            throw fault(
                    name,
                    "its name is no plain file name; leave out slashes, backslashes and control characters.",
                    null);
        }
    }

    private static boolean forbidden(int character) {
        return character == '/' || character == '\\' || Character.isISOControl(character);
    }

    /** What is behind the last dot; empty where that is no extension, as in {@code .profile}. */
    private static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? "" : fileName.substring(dot + 1);
    }

    /** Why this file can't be attached: half a sentence that goes on after a colon, and what to do. */
    AgencyException fault(String why) {
        return fault(name, why, null);
    }

    /** As {@link #fault(String)}; the cause goes to the log only. */
    AgencyException fault(String why, Throwable cause) {
        return fault(name, why, cause);
    }

    private static AgencyException fault(String name, String why, @Nullable Throwable cause) {
        return new AgencyException(
                ErrorCode.ATTACHMENT, "The file \"" + shown(name) + "\" can't be attached: " + why, cause);
    }

    /** What a client sent, fit for a sentence: of a readable length, and no line of its own in a log. */
    static String shown(String text) {
        String line = text.codePoints()
                .limit(MAX_SHOWN)
                .map(character -> Character.isISOControl(character) ? '\uFFFD' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < text.length() ? line + "…" : line;
    }
}
