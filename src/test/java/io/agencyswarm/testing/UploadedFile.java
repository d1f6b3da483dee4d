package io.agencyswarm.testing;

/**
 * A file that the model's server was sent. Its content is not kept, for it may be large.
 *
 * @param name as Netty reads it, which takes {@code ;} and {@code =} within it for blanks
 * @param purpose empty where the form named none
 * @param bytes the length of the content
 * @param sha256 of the content, in hexadecimal
 * @param beginning the first {@link #KEPT} bytes of the content as UTF-8, which is all of a test's small file
 */
public record UploadedFile(String name, String purpose, long bytes, String sha256, String beginning) {

    /** How much of the content is kept, in bytes. */
    public static final int KEPT = 4_096;
}
