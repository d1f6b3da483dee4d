package io.agencyswarm.model.http;

import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.net.HeaderRules;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a named endpoint, checked.
 *
 * @param name what stands before the slash in its models' names
 * @param baseUrl without a slash at its end
 * @param key null where the server needs none, or {@code headers} have it
 * @param headers sent with each request; they may be secrets
 * @param query behind the address of each request
 */
public record EndpointSettings(
        String name, String baseUrl, @Nullable String key, Map<String, String> headers, QueryParameters query) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What the service itself serves under these names. */
    private static final Set<String> OWN = Set.of("litellm", "offline", "openai");

    /** Copies the map. */
    public EndpointSettings {
        headers = Map.copyOf(headers);
    }

    /**
     * Checks the settings of an endpoint.
     *
     * @throws ConfigurationException with the key, the rule and the fix; it tells no secret
     */
    public static EndpointSettings of(String name, ModelConfig.NamedEndpoint config) {
        String key = "agency-swarm.models." + name;
        checkName(key, name);
        config.apiKey()
                .map(String::strip)
                .filter(secret -> !HeaderRules.isValue(secret))
                .ifPresent(secret -> {
                    throw new ConfigurationException(
                            key + ".api-key must consist of visible ASCII characters, of at most 4,096. Correct it.");
                });
        config.headers().forEach((header, value) -> checkHeader(key, header, value));
        if (config.hostedTools() && config.protocol() != ModelConfig.Protocol.RESPONSES) {
            throw new ConfigurationException(key + ".hosted-tools=true needs " + key
                    + ".protocol=responses, because no other protocol has tools that the provider runs. Remove one of"
                    + " them.");
        }
        return new EndpointSettings(
                name,
                baseUrl(key, config.baseUrl()),
                config.apiKey()
                        .map(String::strip)
                        .filter(secret -> !secret.isEmpty())
                        .orElse(null),
                config.headers(),
                new QueryParameters(config.query()));
    }

    /** How the names of its models begin. */
    public String prefix() {
        return name + "/";
    }

    /** The key of the setting that says where the server is. */
    public String setting() {
        return "agency-swarm.models." + name + ".base-url";
    }

    /** The headers, with an agent's own over them. */
    public Map<String, String> headersWith(Map<String, String> agents) {
        return HeaderRules.merged(headers, agents);
    }

    private static void checkName(String key, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(key + ": the name of an endpoint must be 1 to 64 letters, digits, _ and -,"
                    + " because its models are named <name>/<model>. Choose another name.");
        }
        if (OWN.contains(name)) {
            throw new ConfigurationException(key + " can't be set, because models named " + name
                    + "/… are the service's own. Choose another name; the address of OpenAI's API is"
                    + " agency-swarm.openai.base-url.");
        }
    }

    private static void checkHeader(String key, String header, String value) {
        if (!HeaderRules.isName(header) || !HeaderRules.isValue(value)) {
            throw new ConfigurationException(key + ".headers.\"" + header
                    + "\" is not a valid header: its name must be a token and its value of visible ASCII characters,"
                    + " of at most 4,096. Correct it.");
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
        // The text is not told: it may hold a password.
        return HttpAddress.parse(text)
                .orElseThrow(() -> new ConfigurationException(key
                        + ".base-url must be an http or https address such as https://example.org/v1, with a host and"
                        + " without user, query and fragment. Correct it; parameters are set with " + key + ".query."))
                .toString();
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "EndpointSettings[" + name + ", " + baseUrl + "]";
    }
}
