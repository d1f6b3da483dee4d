package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
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
        assertThatThrownBy(() -> new AllowedHosts(List.of(text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("agency-swarm.files.allowed-hosts names \"" + text + "\", which is no host; ");
    }

    @Test
    void contain_ipv6InAnyForm_isTheSameHost() {
        for (String text : List.of("::1", "[::1]", "[0:0:0:0:0:0:0:1]", "[::1]:8080", " 0::1 ")) {
            assertThat(new AllowedHosts(List.of(text)).contain(HostName.of("[0::1]"), 8080))
                    .as(text)
                    .isTrue();
        }
        assertThat(new AllowedHosts(List.of("[::1]:8080")).contain(HostName.of("[::1]"), 80))
                .isFalse();
    }

    @Test
    void contain_nameWithUnderscores_isAHost() {
        AllowedHosts allowed = new AllowedHosts(List.of("file_server:8080", "my_files"));

        assertThat(allowed.contain(HostName.of("File_Server"), 8080)).isTrue();
        assertThat(allowed.contain(HostName.of("file_server"), 80)).isFalse();
        assertThat(HttpUrl.host(HttpUrl.of("http://my_files:9000/a.txt"))).isEqualTo("my_files");
        assertThat(HttpUrl.port(HttpUrl.of("http://my_files:9000/a.txt"))).isEqualTo(9000);
        assertThat(HttpUrl.port(HttpUrl.of("https://my_files/a.txt"))).isEqualTo(443);
    }
}
