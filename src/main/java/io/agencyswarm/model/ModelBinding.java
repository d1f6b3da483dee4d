package io.agencyswarm.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one run reaches its models, where its client says so ({@code client_config}): an address, keys and settings that
 * go with each of the run's requests instead of the service's own. Nothing of it outlives the run.
 *
 * @param baseUrl the address of the models' server, null for the service's own
 * @param apiKey the key for OpenAI's API, null for the service's own
 * @param headers sent with each request, over those that a client sends by itself
 * @param providerKeys keys of the providers behind {@code litellm/}, by the provider's name
 * @param model the model of every agent of the run, null for each one's own
 * @param extraArguments merged into each request's body last, as they are
 */
public record ModelBinding(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        Map<String, String> headers,
        Map<String, String> providerKeys,
        @Nullable String model,
        Map<String, Object> extraArguments) {

    /** What the service itself is configured with. */
    public static final ModelBinding NONE = new ModelBinding(null, null, Map.of(), Map.of(), null, Map.of());

    private static final Pattern ADDRESS = Pattern.compile("(?<scheme>[A-Za-z]+)://(?<authority>[^/]*)(?<path>.*)");

    /** Copies the maps. */
    public ModelBinding {
        headers = Map.copyOf(headers);
        providerKeys = Map.copyOf(providerKeys);
        // Null is a value of JSON, which Map.copyOf refuses.
        extraArguments = Collections.unmodifiableMap(new LinkedHashMap<>(extraArguments));
    }

    /** The key for a provider behind {@code litellm/}. */
    public Optional<String> providerKey(String provider) {
        return Optional.ofNullable(providerKeys.get(provider));
    }

    /**
     * Whether requests go to an address of the service's own. Only there its own keys may go: another path on the same
     * host may be someone else's.
     *
     * @param own the address that the service is configured with
     */
    public boolean keepsTo(String own) {
        return baseUrl == null || normal(baseUrl).equals(normal(own));
    }

    /** An address without what makes no difference: case, the scheme's own port, and slashes at the end. */
    private static String normal(String address) {
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches()) {
            return address;
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        String authority = parts.group("authority").toLowerCase(Locale.ROOT);
        return scheme + "://"
                + (authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority)
                + parts.group("path").replaceFirst("/+$", "");
    }

    /** Whether everything is the service's own. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Tells what is there, and no secret. */
    @Override
    public String toString() {
        return "ModelBinding[baseUrl=" + baseUrl + ", apiKey=" + (apiKey == null ? "none" : "…") + ", headers="
                + headers.keySet() + ", providerKeys=" + providerKeys.keySet() + ", model=" + model
                + ", extraArguments=" + extraArguments.keySet() + "]";
    }
}
