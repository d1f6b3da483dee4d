package io.agencyswarm.http.guard;

import io.agencyswarm.http.response.ErrorResponse;
import io.agencyswarm.json.Json;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1 connection whose request head does not arrive in time, and refuses invalid heads with an error
 * message. It is the first handler of its connection and sees bytes; {@link DecodedMessageHandler}, behind the decoder,
 * reports the decoded messages to it. HTTP/2 connections are left alone. Confined to its connection's event loop.
 */
final class HeadDeadline extends ChannelDuplexHandler {

    private final long millis;
    private @Nullable Future<?> timer;
    private boolean installed;
    private boolean observesHandshake;
    private boolean inRequest;
    private boolean messageDecoded;
    private boolean hasReceivedBytes;
    private boolean closeAfterResponse;

    /** Whether the head of a response has been written and its end has not. */
    private boolean responseStarted;

    /** The number of requests that have begun and whose responses have not ended. */
    private int openRequests;

    HeadDeadline(long millis) {
        this.millis = millis;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        timer = schedule(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        hasReceivedBytes = true;
        boolean ready = installed || install(context);
        if (!ready && !observesHandshake) {
            observeHandshake(context);
        }
        messageDecoded = false;
        context.fireChannelRead(bytes);
        if (ready && !inRequest && !messageDecoded && timer == null) {
            timer = schedule(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    /**
     * With TLS the decoder is added when the handshake ends. The same read may contain the first request, and no other
     * read may follow, so the handlers are installed at that moment.
     */
    private void observeHandshake(ChannelHandlerContext context) {
        ChannelHandlerContext tls = context.pipeline().context(SslHandler.class);
        if (tls == null) {
            // Becomes a handler for TLS in the same place.
            tls = context.pipeline().context(AbstractSniHandler.class);
        }
        if (tls != null) {
            context.pipeline().addAfter(tls.name(), null, new HandshakeHandler(context));
            observesHandshake = true;
        }
    }

    /** Installs the handlers for decoded messages. Returns false while the HTTP version is not yet known. */
    private boolean install(ChannelHandlerContext context) {
        ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
        if (decoder != null) {
            context.pipeline().addAfter(decoder.name(), null, new DecodedMessageHandler());
            ChannelHandlerContext encoder = context.pipeline().context(HttpResponseEncoder.class);
            if (encoder != null) {
                context.pipeline().addAfter(encoder.name(), null, new ResponseEndHandler());
            }
            installed = true;
        }
        return installed;
    }

    private Future<?> schedule(ChannelHandlerContext context) {
        return context.executor().schedule(() -> onTimeout(context), millis, TimeUnit.MILLISECONDS);
    }

    private void onTimeout(ChannelHandlerContext context) {
        timer = null;
        if (!hasReceivedBytes) {
            var _ = context.close();
        } else if (context.pipeline().context(HttpRequestDecoder.class) == null) {
            // The connection uses another protocol by now.
            context.pipeline().remove(this);
        } else if (openRequests == 0 && context.channel().config().isAutoRead()) {
            refuseLate(context);
        } else {
            // A response is being written, or the service has paused reading: the client is not late.
            timer = schedule(context);
        }
    }

    private void refuseLate(ChannelHandlerContext context) {
        ChannelHandlerContext decodedContext = context.pipeline().context(DecodedMessageHandler.class);
        // Null if the decoder was added by the last read without a handshake, as with the PROXY protocol. That read may
        // have contained a request whose response is being written, so the connection stays open.
        if (decodedContext != null) {
            refuse(
                    decodedContext,
                    HttpResponseStatus.REQUEST_TIMEOUT,
                    "The head of the request did not arrive in time: the limit is " + millis
                            + " ms (agency-swarm.limits.head-timeout).");
        }
    }

    private void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
            timer = null;
        }
    }

    /** Writes from a handler between decoder and encoder, so that raw bytes are written, and encrypted with TLS. */
    private static void refuse(ChannelHandlerContext decodedContext, HttpResponseStatus status, String detail) {
        String body = Json.text(ErrorResponse.rejection(status.code(), detail).body());
        String response = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        decodedContext
                .writeAndFlush(Unpooled.copiedBuffer(response, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Observes the end of a TLS handshake. The handlers behind it add the decoder. */
    private final class HandshakeHandler extends ChannelInboundHandlerAdapter {

        private final ChannelHandlerContext first;

        HandshakeHandler(ChannelHandlerContext first) {
            this.first = first;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent && !installed) {
                if (install(first)) {
                    // The bytes of the handshake are not part of a head.
                    hasReceivedBytes = false;
                }
                context.pipeline().remove(this);
            }
        }
    }

    /** Observes the end of responses. */
    private final class ResponseEndHandler extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ChannelPromise closing = promise;
            boolean interim = message instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            responseStarted |= message instanceof HttpResponse && !interim;
            if (message instanceof LastHttpContent && !interim) {
                responseStarted = false;
                openRequests = Math.max(0, openRequests - 1);
                if (openRequests == 0 && closeAfterResponse) {
                    closing = promise.unvoid().addListener(ChannelFutureListener.CLOSE);
                }
            }
            var _ = context.write(message, closing);
        }
    }

    /** Observes the messages that the decoder produces. */
    private final class DecodedMessageHandler extends ChannelInboundHandlerAdapter {

        private boolean isRejected;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            messageDecoded = true;
            DecoderResult result =
                    message instanceof HttpObject object ? object.decoderResult() : DecoderResult.SUCCESS;
            if (isRejected || result.isFailure()) {
                ReferenceCountUtil.release(message);
                explain(context, result.cause());
                return;
            }
            if (message instanceof HttpRequest) {
                stop();
                inRequest = true;
                openRequests++;
            }
            if (message instanceof LastHttpContent) {
                inRequest = false;
            }
            context.fireChannelRead(message);
        }

        private void explain(ChannelHandlerContext context, @Nullable Throwable cause) {
            if (isRejected) {
                return;
            }
            isRejected = true;
            stop();
            boolean hasNoResponse = openRequests == 1 && inRequest && !responseStarted;
            if (openRequests > 0 && !hasNoResponse) {
                // Nothing may be written into the current response; the connection is closed after it.
                closeAfterResponse = true;
                return;
            }
            HttpResponseStatus status = switch (cause) {
                case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
                case TooLongHttpHeaderException _ -> HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
                case null, default -> HttpResponseStatus.BAD_REQUEST;
            };
            refuse(context, status, "The request could not be read as HTTP/1.1: " + status.reasonPhrase() + ".");
        }
    }
}
