package io.agencyswarm.net;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** A URL that holds its content: {@code data:<type>;base64,<bytes>}. The bytes are not decoded. */
public final class DataUrl {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64,";

    /** Base64 encodes three bytes as four characters. */
    private static final int CHARACTERS = 4;

    private final String text;
    private final int comma;

    private DataUrl(String text, int comma) {
        this.text = text;
        this.comma = comma;
    }

    /** Parses a URL; empty if it is not of this form. */
    public static Optional<DataUrl> parse(String url) {
        int comma = url.indexOf(',');
        return url.startsWith(SCHEME) && comma > 0 && url.startsWith(BASE64, comma - BASE64.length() + 1)
                ? Optional.of(new DataUrl(url, comma))
                : Optional.empty();
    }

    /** Creates the URL of a content. */
    public static DataUrl of(String mediaType, byte[] bytes) {
        return of(mediaType, Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * Creates the URL of a content.
     *
     * @param base64 the bytes in base64; not checked
     */
    public static DataUrl of(String mediaType, String base64) {
        String text = SCHEME + mediaType + BASE64 + base64;
        return new DataUrl(text, text.length() - base64.length() - 1);
    }

    /** Returns the media type, such as {@code image/png}, in lower case. */
    public String mediaType() {
        return text.substring(SCHEME.length(), comma + 1 - BASE64.length()).toLowerCase(Locale.ROOT);
    }

    /** Returns the bytes in base64. */
    public String base64() {
        return text.substring(comma + 1);
    }

    /** Returns the number of the bytes. */
    public long size() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return (end - comma - 1) * (CHARACTERS - 1L) / CHARACTERS;
    }

    /** Returns the URL. */
    @Override
    public String toString() {
        return text;
    }
}
