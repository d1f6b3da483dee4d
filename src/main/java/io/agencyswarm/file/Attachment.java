package io.agencyswarm.file;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that a client attaches, before it is fetched.
 *
 * @param name the client's name for the file, which the provider gets too
 * @param location the file's location; only its form has been checked
 */
record Attachment(String name, FileLocation location, FileKind kind) {

    private static final int MAX_NAME = 255;
    private static final int MAX_SHOWN = 300;

    /**
     * Reads a client's attachments, in its order.
     *
     * @throws AgencyException if there are too many, or one of them is not valid
     */
    static List<Attachment> all(Map<String, String> locations, int maxFiles) {
        if (locations.size() > maxFiles) {
            throw new AgencyException(
                    ErrorCode.ATTACHMENT,
                    locations.size() + " files are attached, but a message may have " + maxFiles
                            + " at most (agency-swarm.files.max-files); attach fewer.");
        }
        List<Attachment> attachments = new ArrayList<>(locations.size());
        locations.forEach((name, location) -> attachments.add(of(name, location)));
        return attachments;
    }

    private static Attachment of(String name, String text) {
        checkName(name);
        FileLocation location;
        try {
            location = FileLocation.of(text);
        } catch (IllegalArgumentException e) {
            throw failure(name, AgencyException.reason(e), null);
        }
        String extension = extension(name);
        String decisive = extension.isEmpty() ? extension(location.fileName()) : extension;
        FileKind kind = FileKind.of(decisive).orElseThrow(() -> unsupported(name, decisive));
        return new Attachment(name, location, kind);
    }

    private static AgencyException unsupported(String name, String extension) {
        String what = extension.isEmpty()
                ? "neither its name nor its source has an extension"
                : "its extension \"" + forMessage(extension) + "\" is not supported";
        return failure(name, what + "; supported are: " + FileKind.extensions() + ".", null);
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw failure(name, "its name is empty; give it one such as \"report.pdf\".", null);
        }
        if (name.length() > MAX_NAME) {
            throw failure(name, "its name has more than " + MAX_NAME + " characters; shorten it.", null);
        }
        if (name.equals(".") || name.equals("..") || name.chars().anyMatch(Attachment::isForbidden)) {
            throw failure(
                    name,
                    "its name is not a plain file name; remove slashes, backslashes and control characters.",
                    null);
        }
    }

    private static boolean isForbidden(int character) {
        return character == '/' || character == '\\' || Character.isISOControl(character);
    }

    /** Returns the text after the last dot; empty if that is not an extension, as in {@code .profile}. */
    private static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? "" : fileName.substring(dot + 1);
    }

    /**
     * Returns the error of this file.
     *
     * @param reason the reason and the fix, as a clause that follows a colon
     */
    AgencyException failure(String reason) {
        return failure(name, reason, null);
    }

    /** Returns the error as {@link #failure(String)} does; only the log gets the cause. */
    AgencyException failure(String reason, Throwable cause) {
        return failure(name, reason, cause);
    }

    private static AgencyException failure(String name, String reason, @Nullable Throwable cause) {
        return new AgencyException(
                ErrorCode.ATTACHMENT, "The file \"" + forMessage(name) + "\" can't be attached: " + reason, cause);
    }

    /** Shortens a client's text for a message, and replaces its control characters. */
    static String forMessage(String text) {
        String line = text.codePoints()
                .limit(MAX_SHOWN)
                .map(character -> Character.isISOControl(character) ? '\uFFFD' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < text.length() ? line + "…" : line;
    }
}
