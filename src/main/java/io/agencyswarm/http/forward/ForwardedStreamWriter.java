package io.agencyswarm.http.forward;

import io.agencyswarm.sse.StreamWriter;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;

/** Writes a {@link ForwardedStream}, with the other pod's headers. */
@Provider
class ForwardedStreamWriter extends StreamWriter<ForwardedStream> {

    ForwardedStreamWriter() {
        super(ForwardedStream.class);
    }

    @Override
    protected void begin(ForwardedStream stream, RoutingContext context) {
        stream.peer().headers().forEach(context.response()::putHeader);
        new StreamForwarder(context, stream).write();
    }
}
