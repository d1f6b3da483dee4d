package io.agencyswarm.model.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes the signature of a received request again, by AWS's description of Signature Version 4 and without its SDK.
 */
final class AwsSignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/"
            + "((\\d{8})/([^/]+)/([^/]+)/aws4_request), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    /** Returns the signature in the header. */
    record Signed(String accessKey, String region, String service, List<String> headers, String signature) {}

    private AwsSignatureCheck() {}

    static Signed read(ProviderTestServer.Received received) {
        Matcher header = header(received);
        return new Signed(
                header.group(1),
                header.group(4),
                header.group(5),
                List.of(header.group(6).split(";")),
                header.group(7));
    }

    /** Returns the signature that the received request should have. */
    static String expected(ProviderTestServer.Received received, String secret) throws GeneralSecurityException {
        Matcher header = header(received);
        String request = "POST\n" + canonicalPath(received.path()) + "\n\n"
                + Stream.of(header.group(6).split(";"))
                        .map(name -> name + ":" + received.headers().get(name) + "\n")
                        .collect(Collectors.joining())
                + "\n" + header.group(6) + "\n" + hex(sha256(received.bytes()));
        String toSign = "AWS4-HMAC-SHA256\n" + received.headers().get("x-amz-date") + "\n" + header.group(2) + "\n"
                + hex(sha256(request.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : header.group(2).split("/")) {
            key = hmac(key, part);
        }
        return hex(hmac(key, toSign));
    }

    /** Encoded twice, as for every service except S3. */
    private static String canonicalPath(String sent) {
        return Stream.of(sent.split("/", -1))
                .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
    }

    private static Matcher header(ProviderTestServer.Received received) {
        String header = received.headers().getOrDefault("authorization", "none");
        Matcher parts = AUTHORIZATION.matcher(header);
        if (!parts.matches()) {
            throw new AssertionError("not signed, but: " + header);
        }
        return parts;
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
