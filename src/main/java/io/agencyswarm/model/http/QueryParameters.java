package io.agencyswarm.model.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters behind an address, in the order of their names. They may be secrets, so they are kept out of messages.
 *
 * @param values by their names, not encoded
 */
public record QueryParameters(Map<String, String> values) {

    /** No parameters. */
    public static final QueryParameters NONE = new QueryParameters(Map.of());

    /** Names a version of the provider's API, which is public. */
    private static final String API_VERSION = "api-version";

    /** Copies the map. */
    public QueryParameters {
        values = Map.copyOf(values);
    }

    /** An address with these parameters behind those that it has already. */
    public String behind(String address) {
        if (values.isEmpty()) {
            return address;
        }
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", address + (address.contains("?") ? "&" : "?"), ""));
    }

    /** A text in which none of the values is told again, but for {@code api-version}, which errors are often about. */
    public String redact(String text) {
        return Confidential.redact(
                text,
                values.entrySet().stream()
                        .filter(each -> !each.getKey().equalsIgnoreCase(API_VERSION))
                        .flatMap(each -> Stream.of(each.getValue(), encoded(each.getValue())))
                        .toList());
    }

    /** Tells the names only. */
    @Override
    public String toString() {
        return "QueryParameters" + values.keySet();
    }

    /** A value as it stands in an address, with nothing in it that means something there. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
