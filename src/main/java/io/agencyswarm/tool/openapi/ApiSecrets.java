package io.agencyswarm.tool.openapi;

import io.agencyswarm.error.Secrets;
import io.agencyswarm.tool.remote.HttpConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of what an API says the values that it was sent in confidence. Of its errors that is every configured header
 * and parameter; of its results only those with a name such as {@code Authorization} or {@code api_key}, because others,
 * such as a tenant's name, may be a part of the data.
 */
record ApiSecrets(HttpConnection connection, List<String> params, List<String> credentials) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i).*(auth|token|key|secret|cookie|session|passw|signature|credential).*");

    static ApiSecrets of(HttpConnection connection, OpenApiConfig.Api config) {
        List<String> params = new ArrayList<>();
        List<String> credentials = new ArrayList<>();
        config.params().forEach((name, value) -> {
            List<String> forms = List.of(value, PercentEncoding.encoded(value));
            params.addAll(forms);
            if (CREDENTIAL.matcher(name).matches()) {
                credentials.addAll(forms);
            }
        });
        for (Map.Entry<String, String> header : connection.headers().entrySet()) {
            if (CREDENTIAL.matcher(header.getKey()).matches()) {
                credentials.add(HttpConnection.withoutScheme(header.getValue()));
            }
        }
        return new ApiSecrets(connection, List.copyOf(params), List.copyOf(credentials));
    }

    /** An error's text. */
    String inError(String text) {
        return Secrets.without(params, connection.redact(text));
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
