package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.Secrets;
import io.agencyswarm.item.Json;
import io.agencyswarm.tool.remote.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of what an API says the values that it was sent in confidence. Of its errors that is every configured header
 * and parameter; of its results only those with a name such as {@code Authorization} or {@code api_key}, because others,
 * such as a tenant's name, may be a part of the data.
 */
record ApiSecrets(List<String> all, List<String> credentials) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i).*(auth|token|key|secret|cookie|session|passw|signature|credential).*");

    static ApiSecrets of(HttpConnection connection, OpenApiConfig.Api config) {
        Map<String, String> sent = new HashMap<>(config.params());
        connection.headers().forEach((header, value) -> sent.put(header, HttpConnection.withoutScheme(value)));
        List<String> all = new ArrayList<>();
        List<String> credentials = new ArrayList<>();
        sent.forEach((name, value) -> {
            // As it is, and as it may stand in a URL and in JSON.
            String json = Json.text(TextNode.valueOf(value));
            String quoted = json.substring(1, json.length() - 1);
            List<String> forms = List.of(value, PercentEncoding.encoded(value), quoted, quoted.replace("/", "\\/"));
            all.addAll(forms);
            if (CREDENTIAL.matcher(name).matches()) {
                credentials.addAll(forms);
            }
        });
        return new ApiSecrets(List.copyOf(all), List.copyOf(credentials));
    }

    /** An error's text. */
    String inError(String text) {
        return Secrets.without(all, text);
    }

    /** A result's text. */
    String inResult(String text) {
        return Secrets.without(credentials, text);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "secrets";
    }
}
