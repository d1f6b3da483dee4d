package io.agencyswarm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.net.HostAndPort;
import io.agencyswarm.testing.LogLines;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings' effects, and the messages for invalid ones. */
class ClusterSettingsTest {

    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pods",
                "pods:",
                "pods:0",
                "pods:65536",
                "http://pods:8000",
                "pods:8000/x",
                "user@pods:8000",
                ":8000",
                "[::1:8000",
                "[pods]:8000",
                "po ds:8000"
            })
    void peers_noHostAndPort_stopTheStartAndAreNamed(String peer) {
        assertThatThrownBy(() -> named(peer))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("agency-swarm.cluster.peers", "\"" + peer + "\"", "Write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pod-1", "10.0.0.7:", "10.0.0.7:70000", "pod-1:8000", "10.0.0.7.8", "[::1"})
    void self_noAddress_stopsTheStartAndIsNamed(String self) {
        assertThatThrownBy(() -> new OwnAddresses(Optional.of(self), () -> 8000))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("agency-swarm.cluster.self", "\"" + self + "\"", "Write");
    }

    @Test
    void self_withoutAPort_isThatOfTheServerOnceItListens() {
        AtomicInteger port = new AtomicInteger(-1);
        OwnAddresses self = new OwnAddresses(Optional.of("10.0.0.7"), port::get);

        port.set(8000);

        assertThat(self.address()).map(HostAndPort::text).contains("10.0.0.7:8000");
    }

    @Test
    void peers_aName_standsForAllItsAddressesButSelf() throws Exception {
        NamedPeers peers = named("pods:8000, [2001:db8::9]:8001", Optional.of("10.0.0.7"));

        assertThat(peers.addresses())
                .extracting(HostAndPort::text)
                .containsExactly("10.0.0.8:8000", "[2001:db8:0:0:0:0:0:9]:8001");
    }

    @Test
    void self_withAPort_isThatOneOnly() throws Exception {
        NamedPeers peers = named("pods:8000,pods:8001", Optional.of("10.0.0.7:8001"));

        assertThat(peers.addresses())
                .extracting(HostAndPort::text)
                .containsExactly("10.0.0.7:8000", "10.0.0.8:8000", "10.0.0.8:8001");
    }

    @Test
    void self_notSet_isEveryInterfaceWithThePortListenedOn() throws Exception {
        NamedPeers peers = named("127.0.0.1:8000,127.0.0.1:8001");

        assertThat(peers.addresses()).extracting(HostAndPort::text).containsExactly("127.0.0.1:8001");
    }

    @Test
    void peers_aNameThatNobodyKnows_standsForNobody() throws Exception {
        NamedPeers peers = named("unknown:8000,pods:8000");

        assertThat(peers.addresses()).hasSize(2);
    }

    @Test
    void peers_aLookupHangs_isNotStartedAgain() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        NamedPeers peers = named("pods:8000,pods:8001", Optional.empty(), name -> {
            lookups.incrementAndGet();
            await(answer);
            return resolve(name);
        });
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 3; i++) {
                assertThat(peers.addresses()).isEmpty();
            }
            assertThat(lookups).hasValue(1);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("NamedPeers pods in agency-swarm.cluster.peers"))
                    .hasSize(1);
        }

        answer.countDown();
        assertThat(peers.addresses()).hasSize(4);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NamedPeers named(String peers) {
        return named(peers, Optional.empty());
    }

    private static NamedPeers named(String peers, Optional<String> self) {
        return named(peers, self, ClusterSettingsTest::resolve);
    }

    private static NamedPeers named(String peers, Optional<String> self, NamedPeers.PeerResolver resolver) {
        return new NamedPeers(
                config(Map.of("agency-swarm.cluster.peers", peers, "agency-swarm.cluster.connect-timeout", "200ms")),
                new OwnAddresses(self, () -> 8000),
                resolver,
                VERTX);
    }

    private static InetAddress[] resolve(String name) throws UnknownHostException {
        if (!name.equals("pods")) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.ofLiteral("10.0.0.7"), InetAddress.ofLiteral("10.0.0.8")};
    }

    private static ClusterConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ClusterConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(ClusterConfig.class);
    }
}
