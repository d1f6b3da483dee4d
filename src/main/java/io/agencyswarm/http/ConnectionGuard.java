package io.agencyswarm.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections past a limit, and those whose request's head does not arrive: neither comes to a request handler,
 * so that this is done in netty's pipeline. Netty finds it by its service loader, and only where
 * {@link ConnectionLimits} has turned that on, which is in the service itself.
 */
public final class ConnectionGuard extends ChannelInitializerExtension {

    private static final AttributeKey<AtomicInteger> OPEN = AttributeKey.valueOf(ConnectionGuard.class, "open");

    private static volatile @Nullable ServerLimits limits;

    /**
     * What a server allows.
     *
     * @param connections at a time for each port; 0 for any number
     * @param headMillis from the first byte of a head to its last; 0 for any time
     */
    record ServerLimits(int connections, long headMillis) {}

    /** For netty. */
    public ConnectionGuard() {}

    /** What holds for connections from now on. */
    static void use(ServerLimits chosen) {
        limits = chosen;
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        ServerLimits now = limits;
        if (now == null || !(connection.parent() instanceof ServerChannel port)) {
            return;
        }
        if (now.headMillis() > 0) {
            connection.pipeline().addFirst(new HeadDeadline(now.headMillis()));
        }
        if (now.connections() > 0) {
            count(connection, open(port), now.connections());
        }
    }

    private static void count(Channel connection, AtomicInteger open, int most) {
        boolean tooMany = open.incrementAndGet() > most;
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        if (tooMany) {
            connection.pipeline().addFirst(new Rejection());
        }
    }

    private static AtomicInteger open(Channel port) {
        AtomicInteger open = port.attr(OPEN).get();
        if (open != null) {
            return open;
        }
        AtomicInteger first = new AtomicInteger();
        AtomicInteger other = port.attr(OPEN).setIfAbsent(first);
        return other == null ? first : other;
    }
}
