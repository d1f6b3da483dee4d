package io.agencyswarm.testing;

/**
 * A file that the model server received. Its content is not stored, because it may be large.
 *
 * @param name as Netty parses it, which replaces {@code ;} and {@code =} in it by blanks
 * @param purpose empty if the form has none
 * @param bytes the length of the content
 * @param sha256 of the content, in hexadecimal
 * @param beginning the first {@link #KEPT} bytes of the content as UTF-8, the complete content of small files
 */
public record UploadedFile(String name, String purpose, long bytes, String sha256, String beginning) {

    /** The number of bytes of the content that are stored. */
    public static final int KEPT = 4_096;
}
