package io.agencyswarm.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts an API before the application under test and configures its documents: {@code shop}, a YAML resource, and
 * several at URLs, most of which are not usable.
 */
public final class OpenApiResource implements QuarkusTestResourceLifecycleManager {

    private static volatile @Nullable ApiServer server;

    /** The API. */
    public static ApiServer server() {
        return Objects.requireNonNull(server);
    }

    @Override
    public Map<String, String> start() {
        ApiServer api = ApiServer.start();
        server = api;
        Map<String, String> settings = new HashMap<>();
        settings.put("agency-swarm.openapi.shop.document", "openapi/shop.yaml");
        settings.put("agency-swarm.openapi.shop.base-url", api.url() + "/");
        settings.put("agency-swarm.openapi.shop.headers.Authorization", "Bearer shop-secret-1");
        settings.put("agency-swarm.openapi.shop.params.api_key", "s3cret key&1");
        settings.put("agency-swarm.openapi.shop.tools.exclude", "internal*");
        settings.put("agency-swarm.openapi.shop.timeout", "2s");
        settings.put("agency-swarm.openapi.shop.max-bytes", "100000");
        for (String name : new String[] {"crm", "foreign", "remote-ref", "left-out", "large", "broken", "unknown"}) {
            remote(settings, name, api.url() + "/" + name + ".json");
            api.reply("/" + name + ".json", 200, "application/json", document(name + ".json"));
        }
        remote(settings, "silent", api.url() + "/hold");
        settings.put("agency-swarm.openapi.silent.timeout", "700ms");
        remote(settings, "missing", api.url() + "/missing.json");
        api.reply("/missing.json", 404, "text/plain", "no");
        remote(settings, "moved", api.url() + "/moved.json");
        api.reply("/moved.json", 301, "", api.url() + "/crm.json");
        settings.put("agency-swarm.openapi.crm.prefix", "crm_");
        settings.put("agency-swarm.openapi.crm.headers.Authorization", "Bearer crm-secret-1");
        settings.put("agency-swarm.openapi.large.max-bytes", "1024");
        settings.put("agency-swarm.openapi.unknown.tools.include", "findOrdr");
        settings.put("agency-swarm.openapi.bank.document", "openapi/shop.yaml");
        settings.put("agency-swarm.openapi.bank.base-url", api.url());
        settings.put("agency-swarm.openapi.bank.tools.include", "findOrder");
        settings.put("agency-swarm.openapi.bank.token", "forward");
        return settings;
    }

    @Override
    public void stop() {
        server().close();
    }

    private static void remote(Map<String, String> settings, String name, String url) {
        settings.put("agency-swarm.openapi." + name + ".document", url);
        settings.put("agency-swarm.openapi." + name + ".reconnect-pause", "0s");
    }

    private static String document(String name) {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("/openapi/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
