package io.agencyswarm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.net.HostAndPort;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
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

    private static NamedPeers named(String peers) {
        return named(peers, Optional.empty());
    }

    private static NamedPeers named(String peers, Optional<String> self) {
        return new NamedPeers(
                config(Map.of("agency-swarm.cluster.peers", peers)),
                new OwnAddresses(self, () -> 8000),
                ClusterSettingsTest::resolve,
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
