package io.agencyswarm.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost,",
        "my_service:8080, my_service, 8080",
        "10.0.0.7:1, 10.0.0.7, 1",
        "[2001:db8::7], [2001:db8::7],",
        "[::1]:65535, [::1], 65535"
    })
    void parse_hostWithOrWithoutPort_hasBoth(String text, String host, Integer port) {
        assertThat(HostAndPort.parse(text)).contains(new HostAndPort(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "a:",
                "a:0",
                "a:65536",
                "a:-1",
                "a b",
                "a/b",
                "ada@a",
                "::1",
                "[::1",
                "[]:80",
                "[1.2]:80",
                "[fe80::1%eth0]"
            })
    void parse_otherText_isEmpty(String text) {
        assertThat(HostAndPort.parse(text)).isEmpty();
    }

    @Test
    void text_ofAnAddress_canBeParsed() {
        for (String text : new String[] {"10.0.0.7:8000", "[2001:db8:0:0:0:0:0:7]:8000"}) {
            InetSocketAddress address =
                    HostAndPort.parse(text).flatMap(HostAndPort::address).orElseThrow();

            assertThat(HostAndPort.text(address)).isEqualTo(text);
        }
    }
}
