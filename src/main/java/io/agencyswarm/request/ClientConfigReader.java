package io.agencyswarm.request;

import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.model.http.ModelHosts;
import io.agencyswarm.net.BaseUrl;
import io.agencyswarm.net.HeaderRules;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads {@code client_config}. Values that pass its checks can be sent unchanged. */
@Singleton
class ClientConfigReader {

    private static final Logger LOG = Logger.getLogger(ClientConfigReader.class);

    private static final String FIELD = "client_config";
    private static final String EXTRA = "model_settings_extra_args";
    private static final int MAX_KEY_LENGTH = 4_096;
    private static final int MAX_HEADERS = 64;

    /**
     * Fields that belong to the run. A client that could set them would bypass the run's guardrails and instructions.
     */
    private static final Set<String> OF_THE_RUN = Set.of(
            "background",
            "contents",
            "conversation",
            "input",
            "instructions",
            "messages",
            "model",
            "previous_response_id",
            "prompt",
            "stream",
            "system",
            "systemInstruction",
            "system_instruction",
            "tools");

    private final ModelRouter models;
    private final ModelHosts hosts;
    private final Set<String> liteLlmProviders = LiteLlmProviders.names();

    /**
     * Providers whose keys have been logged as not used. Each is logged once, because many clients always send all
     * their keys.
     */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    @Inject
    ClientConfigReader(ModelRouter models, ModelHosts hosts) {
        this.models = models;
        this.hosts = hosts;
    }

    /** Reads the run's {@code client_config}. Problems are added to {@code body}. */
    ClientConfig read(FieldReader body) {
        if (body.get(FIELD) == null) {
            return ClientConfig.NONE;
        }
        FieldReader fields = body.within(FIELD);
        return new ClientConfig(
                baseUrl(fields),
                key(fields, fields.text("api_key"), "api_key"),
                headers(fields),
                providerKeys(fields),
                model(fields),
                extraArguments(fields));
    }

    private @Nullable String baseUrl(FieldReader fields) {
        @Nullable String text = fields.text("base_url");
        if (text == null) {
            return null;
        }
        Optional<BaseUrl> baseUrl = BaseUrl.parse(text);
        if (baseUrl.isEmpty()) {
            fields.addProblem(
                    "Input should be an http or https address without user, query and fragment, of at most "
                            + BaseUrl.MAX_LENGTH + " characters",
                    "url_parsing",
                    "base_url");
            return null;
        }
        if (!hosts.canName(baseUrl.get())) {
            fields.addProblem(
                    "This service does not allow clients to direct model requests to "
                            + baseUrl.get().host() + ":" + baseUrl.get().port()
                            + " (agency-swarm.client-config.allowed-hosts)",
                    "host_not_allowed",
                    "base_url");
        }
        return baseUrl.get().toString();
    }

    private static @Nullable String key(FieldReader fields, @Nullable String key, Object... path) {
        if (key == null) {
            return null;
        }
        String strippedKey = key.strip();
        if (strippedKey.isEmpty() || !HeaderRules.isValue(strippedKey)) {
            fields.addProblem(
                    "Input should be a key of 1 to " + MAX_KEY_LENGTH + " printable ASCII characters",
                    "key_type",
                    path);
            return null;
        }
        return strippedKey;
    }

    private static Map<String, String> headers(FieldReader fields) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> texts = fields.textsByName("default_headers");
        if (texts.size() > MAX_HEADERS) {
            fields.addProblem("Input should have at most " + MAX_HEADERS + " headers", "too_long", "default_headers");
            return headers;
        }
        texts.forEach((name, value) -> {
            if (!HeaderRules.isName(name) || HeaderRules.isReserved(name)) {
                fields.addProblem(
                        HeaderRules.isName(name)
                                ? "Input should be a header that clients may set; the service sets this one itself"
                                : "Input should be a valid header name",
                        "header_name",
                        "default_headers",
                        name);
            } else if (!HeaderRules.isValue(value)) {
                fields.addProblem(
                        "Input should be a valid header value: at most 4,096 printable ASCII characters",
                        "header_value",
                        "default_headers",
                        name);
            } else {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static Map<String, Object> extraArguments(FieldReader fields) {
        Map<String, Object> arguments = fields.values(EXTRA);
        arguments.keySet().stream()
                .filter(OF_THE_RUN::contains)
                .sorted()
                .forEach(name -> fields.addProblem(
                        "Input should be a setting of the model; this one belongs to the run",
                        "not_a_setting",
                        EXTRA,
                        name));
        return arguments;
    }

    /**
     * Returns the keys for the providers that this service talks to. Other keys are left out, so that they are never
     * sent.
     */
    private Map<String, String> providerKeys(FieldReader fields) {
        Set<String> served = models.providers();
        Map<String, String> keys = new TreeMap<>();
        SortedSet<String> unused = new TreeSet<>();
        fields.textsByName("litellm_keys").forEach((provider, text) -> {
            if (!served.contains(provider) && !liteLlmProviders.contains(provider)) {
                fields.addProblem(
                        "Input should be LiteLLM's name of a provider. Keys are used for the providers that this"
                                + " service talks to: " + served,
                        "unknown_provider",
                        "litellm_keys",
                        provider);
                return;
            }
            String key = key(fields, text, "litellm_keys", provider);
            if (key == null) {
                return;
            }
            if (served.contains(provider)) {
                keys.put(provider, key);
            } else if (reported.add(provider)) {
                unused.add(provider);
            }
        });
        if (!unused.isEmpty()) {
            LOG.warnf(
                    "client_config.litellm_keys: the keys for %s are not used, because this service does not talk to"
                            + " these providers.",
                    unused);
        }
        return keys;
    }

    private @Nullable String model(FieldReader fields) {
        String model = fields.text("model");
        if (model != null && (model.isBlank() || !models.mayClientChoose(model))) {
            fields.addProblem(
                    "Input should be the name of a model of OpenAI or of litellm/; clients can't choose other models",
                    "model_name",
                    "model");
        }
        return model;
    }
}
