package io.agencyswarm.net;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding by RFC 3986, in UTF-8. */
public final class PercentEncoding {

    private static final String UNRESERVED = "-._~";

    /** Characters that are not encoded in paths. A percent sign begins what is encoded already. */
    private static final String IN_PATHS = UNRESERVED + "/%:@!$&'()*+,;=";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** Encodes everything except letters, digits and {@code - . _ ~}. */
    public static String encode(String value) {
        return encode(value, UNRESERVED);
    }

    /** Encodes only the characters that paths do not allow, for the fixed parts of a path. */
    public static String encodePath(String path) {
        return encode(path, IN_PATHS);
    }

    private static String encode(String text, String unreserved) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (isLetterOrDigit(character) || unreserved.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                HEX.toHexDigits(encoded.append('%'), octet);
            }
        }
        return encoded.toString();
    }

    private static boolean isLetterOrDigit(char character) {
        return character < 0x80 && Character.isLetterOrDigit(character);
    }
}
