package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.corp.test",
                "http://corp.test",
                "corp.test/a",
                "user@corp.test",
                "127.1",
                "10.0.0.0/8",
                "0x7f000001",
                "a b",
                "::g"
            })
    void allowedHosts_noHost_namesValueAndFix(String text) {
        assertThatThrownBy(() -> hosts(List.of(text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "agency-swarm.files.allowed-hosts names \"" + text + "\", which is not a valid host; ");
    }

    @Test
    void contain_ipv6InAnyForm_isTheSameHost() {
        for (String text : List.of("::1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::1]:8080", " 0::1 ")) {
            assertThat(hosts(List.of(text)).canAllow(HostName.of("[0::1]"), 8080))
                    .as(text)
                    .isTrue();
        }
        assertThat(hosts(List.of("[::1]:8080")).canAllow(HostName.of("[::1]"), 80))
                .isFalse();
    }

    @Test
    void contain_nameWithUnderscores_isAHost() {
        AllowedHosts allowed = hosts(List.of("file_server:8080", "my_files"));

        assertThat(allowed.canAllow(HostName.of("File_Server"), 8080)).isTrue();
        assertThat(allowed.canAllow(HostName.of("file_server"), 80)).isFalse();
    }

    @Test
    void list_ofHosts_isExactlyThose() {
        AllowedHosts listed = hosts(List.of("files.example", "10.0.0.5:8080"));

        assertThat(listed.canAllow(HostName.of("files.example"), 443)).isTrue();
        assertThat(listed.allows(HostName.of("files.example"), 80, addresses("10.1.1.1")))
                .isTrue();
        assertThat(listed.canAllow(HostName.of("10.0.0.5"), 8080)).isTrue();
        assertThat(listed.canAllow(HostName.of("10.0.0.5"), 80)).isFalse();
        assertThat(listed.canAllow(HostName.of("elsewhere.example"), 443)).isFalse();
        assertThat(listed.allows(HostName.of("elsewhere.example"), 443, addresses("1.1.1.1")))
                .isFalse();
    }

    @Test
    void allow_publicHosts_rejectsPrivateAddresses() {
        AllowedHosts all = hosts(List.of("Public", "inside.example"));

        assertThat(all.canAllow(HostName.of("anything.example"), 443)).isTrue();
        assertThat(all.allows(HostName.of("anything.example"), 443, addresses("1.1.1.1", "2606:4700::1")))
                .isTrue();
        assertThat(all.allows(HostName.of("anything.example"), 443, addresses("1.1.1.1", "127.0.0.1")))
                .isFalse();
        assertThat(all.allows(HostName.of("inside.example"), 443, addresses("127.0.0.1")))
                .isTrue();
        for (String inner : List.of("localhost", "a.localhost", "127.0.0.1", "[::1]", "169.254.169.254", "[fd00::1]")) {
            assertThat(all.canAllow(HostName.of(inner), 80)).as(inner).isFalse();
        }
    }

    @Test
    void of_anyOrNone_allowsAllOrNoHosts() {
        assertThat(hosts(List.of("any")).allows(HostName.of("localhost"), 1, addresses("127.0.0.1")))
                .isTrue();
        assertThat(hosts(List.of("none")).canAllow(HostName.of("1.1.1.1"), 443)).isFalse();
        assertThatThrownBy(() -> hosts(List.of("none", "public"))).hasMessageContaining("must stand alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void setting_empty_isRefused(String value) {
        String key = "agency-swarm.files.allowed-hosts";
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(key, value), "test", 500))
                .build();

        assertThatThrownBy(() -> AllowedHosts.of(
                        config, key, config.getOptionalValues(key, String.class), List.of(AllowedHosts.PUBLIC)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key + " is empty")
                .hasMessageContaining("none");
    }

    private static AllowedHosts hosts(List<String> list) {
        return new AllowedHosts("agency-swarm.files.allowed-hosts", list);
    }

    private static List<InetAddress> addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toList();
    }
}
