package io.agencyswarm.model.langchain4j;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelBinding;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.HttpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Decides which address and which key a request gets: the run's own, else the service's. */
final class AccessResolver {

    /** Headers that hold a key; with one of them from the client none of ours goes along. */
    private static final Set<String> KEY_HEADERS = Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key");

    private static final String AZURE_API_VERSION = "2025-02-01-preview";

    private final Config variables;
    private final ModelConfig.OpenAi openai;

    /**
     * A resolver.
     *
     * @param variables the environment, and all else that configures the service
     */
    AccessResolver(Config variables, ModelConfig.OpenAi openai) {
        this.variables = variables;
        this.openai = openai;
    }

    /**
     * The access to a provider.
     *
     * @throws ModelException if a key or an address is missing, or the service's own key would go to an address that
     * the
     *     client named
     */
    Access resolve(Provider provider, ModelBinding binding) {
        String base = checked(
                Optional.ofNullable(binding.baseUrl())
                        .or(() -> ownBaseUrl(provider))
                        .orElseThrow(() -> noAddress(provider)),
                provider);
        return new Access(
                base,
                key(provider, binding, base),
                first(List.of("AZURE_API_VERSION")).orElse(AZURE_API_VERSION),
                binding.headers());
    }

    private @Nullable String key(Provider provider, ModelBinding binding, String base) {
        boolean isOpenAi = provider.name().equals(Providers.OPENAI);
        Optional<String> clients =
                binding.providerKey(provider.name()).or(() -> Optional.ofNullable(isOpenAi ? binding.apiKey() : null));
        if (clients.isPresent()) {
            return clients.get();
        }
        if (binding.headers().keySet().stream().anyMatch(name -> KEY_HEADERS.contains(name.toLowerCase(Locale.ROOT)))) {
            return null;
        }
        Optional<String> own = (isOpenAi ? present(openai.apiKey()) : first(provider.keyVariables()));
        if (own.isEmpty()) {
            if (provider.needsKey()) {
                throw noKey(provider);
            }
            return null;
        }
        if (ownBaseUrl(provider).filter(url -> HttpAddress.same(base, url)).isPresent()) {
            return own.get();
        }
        if (provider.needsKey()) {
            throw notOurKey(provider, base);
        }
        return null;
    }

    private Optional<String> ownBaseUrl(Provider provider) {
        Optional<String> configured = provider.name().equals(Providers.OPENAI)
                ? present(openai.baseUrl())
                : first(provider.baseUrlVariables());
        return configured.or(() -> Optional.ofNullable(provider.baseUrl()));
    }

    private Optional<String> first(List<String> names) {
        return names.stream()
                .flatMap(name -> present(variables.getOptionalValue(name, String.class)).stream())
                .findFirst();
    }

    private static Optional<String> present(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String checked(String base, Provider provider) {
        return HttpAddress.parse(base)
                .orElseThrow(() -> new ModelException(
                        ErrorCode.CONFIGURATION,
                        "the address \"" + HttpAddress.shown(base) + "\" of " + provider.name()
                                + " is none; it must begin with http:// or https://, name a host, have no user and no"
                                + " query, and is set by "
                                + provider.baseUrlVariables().getFirst() + " or base_url in client_config",
                        null))
                .toString();
    }

    private static ModelException noAddress(Provider provider) {
        return new ModelException(
                ErrorCode.CONFIGURATION,
                "no address for " + provider.name() + " is set; set "
                        + provider.baseUrlVariables().getFirst(),
                null);
    }

    private static ModelException noKey(Provider provider) {
        return new ModelException(
                ErrorCode.MODEL_REFUSED,
                "no key for " + provider.name() + " is set; set "
                        + provider.keyVariables().getFirst() + ", or send one in client_config.litellm_keys."
                        + provider.name(),
                null);
    }

    private static ModelException notOurKey(Provider provider, String base) {
        return new ModelException(
                ErrorCode.MODEL_REFUSED,
                "client_config names the address " + base + ", which is not the one that this service's own key for "
                        + provider.name() + " is for; send a key too, in client_config.litellm_keys." + provider.name(),
                null);
    }
}
