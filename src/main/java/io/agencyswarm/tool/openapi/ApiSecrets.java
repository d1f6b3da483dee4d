package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.databind.node.TextNode;
import io.agencyswarm.json.Json;
import io.agencyswarm.net.PercentEncoding;
import io.agencyswarm.text.Secrets;
import io.agencyswarm.tool.remote.ToolServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Redacts configured values in the responses of an API. In errors, the values of all configured headers and parameters
 * are redacted. In results, only those with a name such as {@code Authorization} or {@code api_key} whose value is not
 * a plain word, because others, such as a tenant's name, may be part of the data.
 */
record ApiSecrets(List<String> all, List<String> credentials) {

    /** Words in a name that mark the value as a credential. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)auth(orization|entication)?"
            + "|(api|app|auth|access|private|subscription)?(key|token)|(client|app)?secret"
            + "|cookie|session(id|key)?|pass(word|wd|phrase)|signature|credentials?");

    /** Separates the words in names such as {@code api_key}, {@code X-Api-Key} and {@code apiKey}. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

    static ApiSecrets of(ToolServer server, ApiToolsConfig.ApiConfig config) {
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
        server.headers()
                .forEach((header, value) ->
                        ToolServer.secrets(header, value).forEach(secret -> add.accept(header, secret)));
        return new ApiSecrets(List.copyOf(all), List.copyOf(credentials));
    }

    private static boolean isCredential(String name) {
        return BETWEEN_WORDS
                .splitAsStream(name)
                .anyMatch(word -> CREDENTIAL.matcher(word).matches());
    }

    /** Returns a value in plain, URL-encoded and JSON form. */
    private static List<String> forms(String value) {
        String json = Json.text(TextNode.valueOf(value));
        String quoted = json.substring(1, json.length() - 1);
        return List.of(value, PercentEncoding.encode(value), quoted, quoted.replace("/", "\\/"));
    }

    /** Redacts the text of an error. */
    String inError(String text) {
        return Secrets.remove(all, text);
    }

    /** Redacts the text of a result. */
    String inResult(String text) {
        return Secrets.remove(credentials, text);
    }

    /** Contains no secrets. */
    @Override
    public String toString() {
        return "secrets";
    }
}
