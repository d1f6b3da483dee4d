package io.agencyswarm.tool;

import io.agencyswarm.net.HttpUrl;
import io.agencyswarm.tool.schema.ValueExcerpt;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** Handles the addresses and data URLs of images and files. */
final class Media {

    /** The media types of images that models accept, by file extension. */
    static final Map<String, String> IMAGE_TYPES = Map.of(
            "png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp");

    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";

    /** Base64 encodes three bytes as four characters. */
    private static final int CHARACTERS = 4;

    private Media() {}

    /** Encodes bytes as a data URL. */
    static String data(byte[] bytes, String type) {
        return DATA + type + BASE64 + Base64.getEncoder().encodeToString(bytes);
    }

    /** Returns whether an address is {@code data:<type>;base64,<bytes>}. */
    static boolean isData(String url) {
        int comma = url.indexOf(',');
        return url.startsWith(DATA) && comma > 0 && url.startsWith(BASE64, comma - BASE64.length() + 1);
    }

    /** Returns the media type of a data URL, in lower case. */
    static String type(String dataUrl) {
        return dataUrl.substring(DATA.length(), dataUrl.indexOf(BASE64)).toLowerCase(Locale.ROOT);
    }

    /** Returns the number of bytes in a data URL. */
    static long bytes(String dataUrl) {
        int end = dataUrl.length();
        while (end > 0 && dataUrl.charAt(end - 1) == '=') {
            end--;
        }
        return (end - dataUrl.indexOf(',') - 1) * (CHARACTERS - 1L) / CHARACTERS;
    }

    /**
     * Checks an address, from which the provider will fetch the content.
     *
     * @throws IllegalArgumentException if it is neither an http or https URL nor a data URL
     */
    static void check(String what, String url) {
        if (!isData(url) && HttpUrl.parse(url).isEmpty()) {
            throw new IllegalArgumentException("the address of " + what + " is " + ValueExcerpt.text(url)
                    + ", but must begin with https:// or http://, or be data:<type>;base64,<bytes>");
        }
    }
}
