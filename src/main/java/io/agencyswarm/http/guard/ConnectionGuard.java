package io.agencyswarm.http.guard;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections above a limit, and connections whose request head does not arrive in time. No request handler sees
 * these connections, so this is done in netty's pipeline. Netty finds this class with its service loader, and only if
 * {@link ConnectionLimits} has enabled that, which it does only in the service itself.
 */
public final class ConnectionGuard extends ChannelInitializerExtension {

    private static final AttributeKey<AtomicInteger> OPEN_CONNECTIONS =
            AttributeKey.valueOf(ConnectionGuard.class, "open");

    private static volatile @Nullable ServerLimits limits;

    /**
     * The limits of a server.
     *
     * @param connections the maximum number of concurrent connections for each port; 0 disables the limit
     * @param headMillis the maximum time from the first byte of a head to its last, in milliseconds; 0 disables the
     *     limit
     */
    record ServerLimits(int connections, long headMillis) {}

    /** Closes a connection when it opens, before another handler sees it. */
    private static final class CloseOnActive extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var _ = context.close();
        }
    }

    /** Called by netty. */
    public ConnectionGuard() {}

    /** Sets the limits for new connections. */
    static void setLimits(ServerLimits newLimits) {
        limits = newLimits;
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        ServerLimits current = limits;
        if (current == null || !(connection.parent() instanceof ServerChannel serverChannel)) {
            return;
        }
        if (current.headMillis() > 0) {
            connection.pipeline().addFirst(new HeadDeadline(current.headMillis()));
        }
        if (current.connections() > 0) {
            countAndLimit(connection, openConnections(serverChannel), current.connections());
        }
    }

    private static void countAndLimit(Channel connection, AtomicInteger openConnections, int max) {
        boolean tooMany = openConnections.incrementAndGet() > max;
        connection.closeFuture().addListener(_ -> openConnections.decrementAndGet());
        if (tooMany) {
            connection.pipeline().addFirst(new CloseOnActive());
        }
    }

    private static AtomicInteger openConnections(Channel serverChannel) {
        AtomicInteger openConnections = serverChannel.attr(OPEN_CONNECTIONS).get();
        if (openConnections != null) {
            return openConnections;
        }
        AtomicInteger created = new AtomicInteger();
        AtomicInteger existing = serverChannel.attr(OPEN_CONNECTIONS).setIfAbsent(created);
        return existing == null ? created : existing;
    }
}
