package io.agencyswarm.store.jdbc;

import io.agencyswarm.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Encodes texts of clients for the databases: PostgreSQL stores neither the character U+0000 nor unpaired surrogates.
 * Different texts stay different.
 */
final class StoredText {

    private static final char ESCAPE = '\\';
    private static final int HEX_DIGITS = 4;
    private static final int CALLER_BYTES = 16;

    private StoredText() {}

    /** Encodes a text for storage. */
    static String of(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0 || character == ESCAPE || isHalf(text, i)) {
                escaped.append(ESCAPE).append(HexFormat.of().toHexDigits(character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    /** Encodes a text as {@link #of(String)} does; null stays null. */
    static @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    /** Decodes a stored text. */
    static String read(String stored) {
        if (stored.indexOf(ESCAPE) < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char character = stored.charAt(i);
            if (character == ESCAPE) {
                text.append((char) HexFormat.fromHexDigits(stored, i + 1, i + 1 + HEX_DIGITS));
                i += HEX_DIGITS;
            } else {
                text.append(character);
            }
        }
        return text.toString();
    }

    /** Decodes a text as {@link #read(String)} does; null stays null. */
    static @Nullable String readNullable(@Nullable String stored) {
        return stored == null ? null : read(stored);
    }

    /**
     * Returns a text for case-insensitive search, with question marks for characters that the databases do not store.
     */
    static String searchable(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\0', '?');
        return new String(lower.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Returns the stored name of a caller: a hash of the subject, empty for callers without one. */
    static String caller(@Nullable String principal) {
        if (principal == null) {
            return "";
        }
        byte[] hash = Sha256.newDigest().digest(of(principal).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, CALLER_BYTES);
    }

    private static boolean isHalf(String text, int i) {
        char character = text.charAt(i);
        if (Character.isHighSurrogate(character)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(character) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
