package io.agencyswarm.testing;

import io.agencyswarm.text.Sha256;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a form with a file in it piece by piece, so that a large one takes no memory. Lives on the event loop. */
final class FileForm {

    private final HttpServerRequest request;
    private final MessageDigest digest = Sha256.newDigest();
    private final Buffer beginning = Buffer.buffer();
    private @Nullable String name;
    private long bytes;

    private FileForm(HttpServerRequest request) {
        this.request = request;
    }

    /** Tells {@code whole} the file once the form is over; none if it holds none. Nobody is told of half a form. */
    static void read(HttpServerRequest request, Handler<Optional<UploadedFile>> whole) {
        if (!Objects.requireNonNullElse(request.getHeader("Content-Type"), "").startsWith("multipart/form-data")) {
            request.end().onSuccess(_ -> whole.handle(Optional.empty()));
            return;
        }
        FileForm form = new FileForm(request);
        request.setExpectMultipart(true).uploadHandler(form::part);
        request.end().onSuccess(_ -> whole.handle(form.file()));
    }

    private void part(HttpServerFileUpload part) {
        if (!part.name().equals("file")) {
            return;
        }
        name = part.filename();
        part.handler(this::piece);
    }

    private void piece(Buffer piece) {
        digest.update(piece.getBytes());
        bytes += piece.length();
        beginning.appendBuffer(piece.slice(0, Math.min(piece.length(), UploadedFile.KEPT - beginning.length())));
    }

    private Optional<UploadedFile> file() {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(new UploadedFile(
                name,
                Objects.requireNonNullElse(request.getFormAttribute("purpose"), ""),
                bytes,
                HexFormat.of().formatHex(digest.digest()),
                beginning.toString(StandardCharsets.UTF_8)));
    }
}
