package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.net.BaseUrl;
import io.agencyswarm.net.HeaderRules;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The validated settings of a named server.
 *
 * @param name the part before the slash in its models' names
 * @param baseUrl without a slash at the end
 * @param key null if the server needs none, or {@code headers} hold it
 * @param headers sent with each request; they may be secrets
 * @param query parameters of each request
 */
public record NamedServerSettings(
        String name, String baseUrl, @Nullable String key, Map<String, String> headers, QueryParameters query) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** Names that the service itself uses. */
    private static final Set<String> RESERVED_NAMES = Set.of("litellm", "offline", "openai");

    /** Copies the map. */
    public NamedServerSettings {
        headers = Map.copyOf(headers);
    }

    /**
     * Validates the settings of a named server.
     *
     * @throws ConfigurationException with the key, the rule and the fix, and without secrets
     */
    public static NamedServerSettings of(String name, ModelConfig.NamedServer config) {
        String key = "agency-swarm.models." + name;
        checkName(key, name);
        config.apiKey()
                .map(String::strip)
                .filter(secret -> !HeaderRules.isValue(secret))
                .ifPresent(_ -> {
                    throw new ConfigurationException(
                            key + ".api-key must be at most 4,096 visible ASCII characters. Correct it.");
                });
        config.headers().forEach((header, value) -> checkHeader(key, header, value));
        if (config.hostedTools() && config.protocol() != ModelConfig.Protocol.RESPONSES) {
            throw new ConfigurationException(key + ".hosted-tools=true needs " + key
                    + ".protocol=responses, because no other protocol has tools that the provider runs. Remove one of"
                    + " them.");
        }
        return new NamedServerSettings(
                name,
                baseUrl(key, config.baseUrl()),
                config.apiKey()
                        .map(String::strip)
                        .filter(secret -> !secret.isEmpty())
                        .orElse(null),
                config.headers(),
                new QueryParameters(config.query()));
    }

    /** The prefix of its models' names. */
    public String prefix() {
        return name + "/";
    }

    /** The configuration key of the server's address. */
    public String setting() {
        return "agency-swarm.models." + name + ".base-url";
    }

    /** Returns the headers, overridden by an agent's. */
    public Map<String, String> headersWith(Map<String, String> agentHeaders) {
        return HeaderRules.merge(headers, agentHeaders);
    }

    private static void checkName(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(key + ": the name of a server must be 1 to 64 letters, digits, _ and -,"
                    + " because its models are named <name>/<model>. Choose another name.");
        }
        if (RESERVED_NAMES.contains(name)) {
            throw new ConfigurationException(key + " can't be set, because the prefix " + name
                    + "/ is reserved for the service's own models. Choose another name; the address of OpenAI's API is"
                    + " agency-swarm.openai.base-url.");
        }
    }

    private static void checkHeader(String key, String header, String value) {
        if (!HeaderRules.isName(header) || !HeaderRules.isValue(value)) {
            throw new ConfigurationException(key + ".headers.\"" + header
                    + "\" is not a valid header: its name must be a token and its value at most 4,096 visible ASCII"
                    + " characters. Correct it.");
        }
        if (HeaderRules.isReserved(header)) {
            throw new ConfigurationException(
                    key + ".headers." + header + " can't be set, because the service sets this header. Remove it.");
        }
    }

    private static String baseUrl(String key, Optional<String> baseUrl) {
        String text = baseUrl.orElseThrow(() -> new ConfigurationException(key
                + ".base-url is not set. Set it to the server's address, such as https://example.org/v1, or remove all "
                + key + "."));
        // The message does not contain the text, because it may hold a password.
        return BaseUrl.parse(text)
                .orElseThrow(() -> new ConfigurationException(key
                        + ".base-url must be an http or https address such as https://example.org/v1, with a host and"
                        + " without user, query and fragment. Correct it; parameters are set with " + key + ".query."))
                .toString();
    }

    /** Contains no secrets. */
    @Override
    public String toString() {
        return "NamedServerSettings[" + name + ", " + baseUrl + "]";
    }
}
