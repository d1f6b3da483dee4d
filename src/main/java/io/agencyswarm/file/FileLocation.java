package io.agencyswarm.file;

import io.agencyswarm.net.HttpUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The location of a file, as a client gives it. */
sealed interface FileLocation {

    Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

    /** Returns the last segment of the path, which may be empty. */
    String fileName();

    /** A file of this machine. */
    record Local(Path path) implements FileLocation {
        @Override
        public String fileName() {
            return Objects.toString(path.getFileName(), "");
        }
    }

    /** A file of another host, over HTTP. */
    record Remote(HttpUrl url) implements FileLocation {
        @Override
        public String fileName() {
            String path = Objects.toString(url.uri().getPath(), "");
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /**
     * Parses a client's text.
     *
     * @throws IllegalArgumentException if it is not valid; the message is a clause with the reason
     */
    static FileLocation of(String text) {
        Path path = pathOrEmpty(text);
        if (path.isAbsolute()) {
            return new Local(path);
        }
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            throw new IllegalArgumentException("its source \"" + Attachment.forMessage(text)
                    + "\" is neither a URL nor an absolute path; give the complete path or URL.");
        }
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "http", "https" -> new Remote(DownloadUrl.of(text));
            case "file" -> new Local(fileUrl(text));
            default ->
                throw new IllegalArgumentException("its source begins with \"" + Attachment.forMessage(scheme.group(1))
                        + ":\", but only http://, https:// and file:// URLs and absolute paths can be fetched.");
        };
    }

    private static Path pathOrEmpty(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            if (text.startsWith("/")) {
                throw new IllegalArgumentException(
                        "its source \"" + Attachment.forMessage(text)
                                + "\" is not a valid path on this system; correct it.",
                        e);
            }
            return Path.of("");
        }
    }

    private static Path fileUrl(String text) {
        try {
            URI uri = new URI(text);
            String raw = Objects.toString(uri.getRawPath(), "");
            // File names contain no separators, so an encoded one is an attempt to hide a path.
            boolean hidden = raw.toLowerCase(Locale.ROOT).matches(".*%(?:2f|5c|00).*");
            if (!hidden && raw.startsWith("/")) {
                return Path.of("localhost".equalsIgnoreCase(uri.getRawAuthority()) ? URI.create("file://" + raw) : uri);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException(noFile(text), e);
        }
        throw new IllegalArgumentException(noFile(text));
    }

    private static String noFile(String text) {
        return "its source \"" + Attachment.forMessage(text)
                + "\" is not a valid file URL; write it as file:///directory/name, percent-encoded and without a host,"
                + " a query or encoded slashes.";
    }
}
