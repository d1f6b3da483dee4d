package io.agencyswarm.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.store.StoreSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresConnectionsTest {

    @Test
    void source_addressSetsAParameter_hasItsValueAndTheOtherDefaults() {
        PGSimpleDataSource source = source("?socketTimeout=40&ApplicationName=shop");

        assertThat(source.getSocketTimeout()).isEqualTo(40);
        assertThat(source.getApplicationName()).isEqualTo("shop");
        assertThat(source.getConnectTimeout()).isEqualTo(7);
    }

    @Test
    void source_addressHasAParametersNameInAValue_hasTheDefault() {
        PGSimpleDataSource source = source("?options=-c%20app.socketTimeout=40&application.ApplicationName=shop");

        assertThat(source.getSocketTimeout()).isEqualTo(9);
        assertThat(source.getApplicationName()).isEqualTo("agency-swarm");
    }

    private static PGSimpleDataSource source(String parameters) {
        return PostgresConnections.source(StoreSettings.of(Map.of(
                        "agency-swarm.store.url",
                        "jdbc:postgresql://127.0.0.1/shop" + parameters,
                        "agency-swarm.store.timeout",
                        "7s"))
                .store());
    }
}
