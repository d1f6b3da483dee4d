package io.agencyswarm.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpUrlTest {

    @Test
    void host_nameWithUnderscores_isAHost() {
        assertThat(HttpUrl.host(HttpUrl.of("http://my_files:9000/a.txt"))).isEqualTo("my_files");
        assertThat(HttpUrl.port(HttpUrl.of("http://my_files:9000/a.txt"))).isEqualTo(9000);
        assertThat(HttpUrl.port(HttpUrl.of("https://my_files/a.txt"))).isEqualTo(443);
    }
}
