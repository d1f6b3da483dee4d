package io.agencyswarm.service.cluster;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Three peers, a dead one, and one at the address that is configured as the application's own. */
public final class PeersResource implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable Cast cast;

    /**
     * The peers.
     *
     * @param dead an address whose port is closed
     */
    record Cast(List<StubPeer> peers, StubPeer self, String dead) {}

    static Cast cast() {
        return java.util.Objects.requireNonNull(cast);
    }

    @Override
    public Map<String, String> start() {
        List<StubPeer> peers =
                List.of(StubPeer.start("127.0.0.2"), StubPeer.start("127.0.0.3"), StubPeer.start("127.0.0.4"));
        StubPeer self = StubPeer.start("127.0.0.5");
        try (StubPeer failure = StubPeer.start("127.0.0.6")) {
            cast = new Cast(peers, self, failure.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Cast all = cast();
        return Map.of(
                "agency-swarm.cluster.peers",
                String.join(
                        ",",
                        peers.get(0).address(),
                        peers.get(1).address(),
                        peers.get(2).address(),
                        self.address(),
                        all.dead()),
                "agency-swarm.cluster.self",
                self.address());
    }

    @Override
    public void stop() {
        Cast all = cast;
        if (all != null) {
            all.peers().forEach(PeersResource::close);
            close(all.self());
        }
    }

    private static void close(StubPeer peer) {
        try {
            peer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
