package io.agencyswarm.model.http;

import io.agencyswarm.net.PercentEncoding;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query parameters of an address, sorted by name. They may be secrets, so messages do not contain their values.
 *
 * @param values by name, not URL-encoded
 */
public record QueryParameters(Map<String, String> values) {

    /** No parameters. */
    public static final QueryParameters NONE = new QueryParameters(Map.of());

    /** The version of the provider's API, which is not secret. */
    private static final String API_VERSION = "api-version";

    /** Copies the map. */
    public QueryParameters {
        values = Map.copyOf(values);
    }

    /** Appends these parameters to an address, after those that it has already. */
    public String appendTo(String address) {
        if (values.isEmpty()) {
            return address;
        }
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(parameter -> PercentEncoding.encode(parameter.getKey()) + "="
                                + PercentEncoding.encode(parameter.getValue()))
                        .collect(Collectors.joining("&", address + (address.contains("?") ? "&" : "?"), ""));
    }

    /** Replaces the values in a text, except for {@code api-version}, which errors often refer to. */
    public String redact(String text) {
        return RequestSecrets.redact(
                text,
                values.entrySet().stream()
                        .filter(parameter -> !parameter.getKey().equalsIgnoreCase(API_VERSION))
                        .flatMap(parameter ->
                                Stream.of(parameter.getValue(), PercentEncoding.encode(parameter.getValue())))
                        .toList());
    }

    /** Contains the names only. */
    @Override
    public String toString() {
        return "QueryParameters" + values.keySet();
    }
}
