package io.agencyswarm.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * The failures of a connection to a server, with texts for clients. The messages of the network's exceptions contain
 * names of classes, addresses and received data.
 */
public enum NetworkFault {
    /** The server's host has no address. */
    UNKNOWN_HOST("its host name is unknown"),
    /** No process listens at the port. */
    REFUSED("it refuses connections"),
    /** There is no route to the address. */
    NO_ROUTE("there is no route to it"),
    /** Connecting took too long. */
    CONNECT_TIMEOUT("connecting to it took too long"),
    /** Too many requests wait for a connection already. */
    CROWDED("too many requests wait for a connection to it"),
    /** The certificate has expired. */
    CERTIFICATE_EXPIRED("its certificate has expired"),
    /** The certificate is for another host name. */
    CERTIFICATE_OF_ANOTHER("its certificate is for another host name"),
    /** The certificate's authority is not trusted. */
    CERTIFICATE_NOT_TRUSTED("its certificate is not trusted"),
    /** The server does not speak TLS at this port. */
    NO_TLS("it does not speak TLS at this port"),
    /** The TLS handshake failed for another reason. */
    TLS("the TLS handshake failed"),
    /** The head of a response is too long. */
    LONG_HEAD("the head of its answer is too long"),
    /** The received data is not HTTP. */
    NO_HTTP("its answer is not valid HTTP"),
    /** The connection was closed or reset. */
    CLOSED("the connection was closed"),
    /** Any other failure. */
    OTHER("the connection failed");

    private static final int MAX_CAUSES = 10;

    private final String sentence;

    NetworkFault(String sentence) {
        this.sentence = sentence;
    }

    /** Returns a clause in which "it" is the server. */
    public String sentence() {
        return sentence;
    }

    /** Returns the failure that an exception of the network, or one of its causes, stands for. */
    public static NetworkFault of(Throwable failure) {
        List<Throwable> chain = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MAX_CAUSES)
                .toList();
        if (chain.stream().anyMatch(e -> e instanceof SSLException || e instanceof CertificateException)) {
            return ofTls(chain);
        }
        return chain.stream()
                .map(NetworkFault::ofOne)
                .filter(fault -> fault != OTHER)
                .findFirst()
                .orElse(OTHER);
    }

    private static NetworkFault ofTls(List<Throwable> chain) {
        Predicate<String> mentions = words -> chain.stream().anyMatch(e -> text(e).contains(words));
        if (has(chain, NotSslRecordException.class) || mentions.test("plaintext connection")) {
            return NO_TLS;
        }
        if (has(chain, CertificateExpiredException.class)) {
            return CERTIFICATE_EXPIRED;
        }
        if (mentions.test("no subject alternative") || mentions.test("no name matching")) {
            return CERTIFICATE_OF_ANOTHER;
        }
        boolean untrusted = has(chain, CertPathBuilderException.class)
                || has(chain, CertPathValidatorException.class)
                || has(chain, CertificateException.class);
        return untrusted ? CERTIFICATE_NOT_TRUSTED : TLS;
    }

    private static NetworkFault ofOne(Throwable e) {
        return switch (e) {
            case UnknownHostException _ -> UNKNOWN_HOST;
            case ConnectTimeoutException _ -> CONNECT_TIMEOUT;
            case NoRouteToHostException _ -> NO_ROUTE;
            case ConnectException _ -> text(e).contains("refused") ? REFUSED : NO_ROUTE;
            case ConnectionPoolTooBusyException _ -> CROWDED;
            case HttpClosedException _, StreamResetException _, ClosedChannelException _ -> CLOSED;
            case TooLongFrameException _ -> LONG_HEAD;
            case DecoderException _, IllegalArgumentException _ -> NO_HTTP;
            case IOException _ when text(e).contains("reset") || text(e).contains("broken pipe") -> CLOSED;
            default -> OTHER;
        };
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static String text(Throwable e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
