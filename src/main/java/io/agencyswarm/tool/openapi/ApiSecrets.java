package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.error.Secrets;
import io.agencyswarm.item.Json;
import io.agencyswarm.tool.remote.HttpConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Takes out of what an API says the values that it was sent in confidence. Of its errors that is every configured header
 * and parameter; of its results only those with a name such as {@code Authorization} or {@code api_key} whose value is no
 * plain word, because others, such as a tenant's name, may be a part of the data.
 */
record ApiSecrets(List<String> all, List<String> credentials) {

    /** A word of a name that says that the value is a credential. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)auth(orization|entication)?"
            + "|(api|app|auth|access|private|subscription)?(key|token)|(client|app)?secret"
            + "|cookie|session(id|key)?|pass(word|wd|phrase)|signature|credentials?");

    /** Words of a name as in {@code api_key}, {@code X-Api-Key} and {@code apiKey}. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    static ApiSecrets of(HttpConnection connection, OpenApiConfig.ApiConfig config) {
        List<String> all = new ArrayList<>();
        List<String> credentials = new ArrayList<>();
        BiConsumer<String, String> add = (name, value) -> {
            List<String> forms = forms(value);
            all.addAll(forms);
            if (!Secrets.isWord(value) && isCredential(name)) {
                credentials.addAll(forms);
            }
        };
        config.params().forEach(add);
        connection
                .headers()
                .forEach((header, value) ->
                        HttpConnection.secrets(header, value).forEach(secret -> add.accept(header, secret)));
        return new ApiSecrets(List.copyOf(all), List.copyOf(credentials));
    }

    private static boolean isCredential(String name) {
        return BETWEEN_WORDS
                .splitAsStream(name)
                .anyMatch(word -> CREDENTIAL.matcher(word).matches());
    }

    /** A value as it is, and as it may stand in a URL and in JSON. */
    private static List<String> forms(String value) {
        String json = Json.text(TextNode.valueOf(value));
        String quoted = json.substring(1, json.length() - 1);
        return List.of(value, PercentEncoding.encoded(value), quoted, quoted.replace("/", "\\/"));
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
