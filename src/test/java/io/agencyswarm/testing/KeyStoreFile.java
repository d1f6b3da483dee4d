package io.agencyswarm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Creates key stores. */
public final class KeyStoreFile {

    /** The password of each key store and of its key. */
    public static final String PASSWORD = "changeit";

    private KeyStoreFile() {}

    /**
     * Creates a key store with a new key and a certificate that is signed with it.
     *
     * @param directory an empty directory
     * @param host the name that the certificate is for
     */
    public static Path create(Path directory, String host) throws IOException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }
}
