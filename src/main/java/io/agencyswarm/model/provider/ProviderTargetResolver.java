package io.agencyswarm.model.provider;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.http.QueryParameters;
import io.agencyswarm.model.http.RequestTarget;
import io.agencyswarm.net.BaseUrl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Chooses the address and the key of a request: the client's, else the service's own. */
final class ProviderTargetResolver {

    private static final List<String> AWS_REGION = List.of("AWS_REGION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION");

    private final Variables variables;
    private final ModelConfig.OpenAi openai;

    /** Created for the first request to be signed, because it loads AWS's SDK. */
    private @Nullable AwsCredentialsSource awsCredentials;

    /**
     * Creates a resolver.
     *
     * @param config the environment and all other configuration sources
     */
    ProviderTargetResolver(Config config, ModelConfig.OpenAi openai) {
        this.variables = new Variables(config);
        this.openai = openai;
    }

    /**
     * Returns the access to a provider.
     *
     * @param agentHeaders the agent's headers, which are not sent to an address that the client named
     * @throws ModelException if a key or an address is missing, or the service's own key would be sent to an address
     *     that the client named
     */
    ProviderTarget resolve(ModelProvider provider, ClientConfig clientConfig, Map<String, String> agentHeaders) {
        String base = validate(
                Optional.ofNullable(clientConfig.baseUrl())
                        .or(() -> ownBaseUrl(provider))
                        .orElseThrow(() -> missingAddress(provider)),
                provider);
        boolean isClientChosen = !isOwn(provider, base);
        Optional<String> clientKey = clientKey(provider, clientConfig);
        boolean bringsKey = clientKey.isPresent() || ClientConfig.containsKeyHeader(clientConfig.headers());
        Map<String, String> ownHeaders = isClientChosen ? Map.of() : agentHeaders;
        Map<String, String> headers =
                bringsKey ? clientConfig.headersOverKeyless(ownHeaders) : clientConfig.headersOver(ownHeaders);
        boolean needsKey = !bringsKey && !ClientConfig.containsKeyHeader(headers);
        Optional<String> key = needsKey ? ownKey(provider, base) : clientKey;
        boolean isSigned =
                needsKey && key.isEmpty() && provider.authentication() == ModelProvider.Authentication.KEY_OR_SIGNATURE;
        return new ProviderTarget(
                base,
                clientConfig.baseUrl() == null
                        ? provider.baseUrlVariables().getFirst()
                        : RequestTarget.clientSetting(base),
                isClientChosen,
                key.orElse(null),
                new QueryParameters(provider.providerApi().query(base, variables.first(List.of("AZURE_API_VERSION")))),
                headers,
                isSigned ? signer() : null);
    }

    private static Optional<String> clientKey(ModelProvider provider, ClientConfig clientConfig) {
        return clientConfig
                .providerKey(provider.name())
                .or(() -> Optional.ofNullable(isOpenAi(provider) ? clientConfig.apiKey() : null));
    }

    /**
     * Returns the service's own key, which is sent to its own address only; also empty if the request is signed
     * instead.
     */
    private Optional<String> ownKey(ModelProvider provider, String base) {
        Optional<String> key =
                isOpenAi(provider) ? Variables.present(openai.apiKey()) : variables.first(provider.keyVariables());
        if (key.isEmpty() && provider.authentication() == ModelProvider.Authentication.KEY) {
            throw missingKey(provider);
        }
        if (isOwn(provider, base)) {
            return key;
        }
        if (provider.authentication() != ModelProvider.Authentication.KEY_IF_SET) {
            throw keyForOwnAddressOnly(provider, base);
        }
        return Optional.empty();
    }

    private boolean isOwn(ModelProvider provider, String base) {
        return ownBaseUrl(provider).filter(url -> BaseUrl.same(base, url)).isPresent();
    }

    private Optional<String> ownBaseUrl(ModelProvider provider) {
        Optional<String> configured =
                isOpenAi(provider) ? Variables.present(openai.baseUrl()) : variables.first(provider.baseUrlVariables());
        return configured.or(() -> Optional.ofNullable(provider.baseUrl()).flatMap(this::inRegion));
    }

    private Optional<String> inRegion(String address) {
        return address.contains(ModelProvider.REGION)
                ? variables.first(AWS_REGION).map(region -> address.replace(ModelProvider.REGION, region))
                : Optional.of(address);
    }

    private RequestSigner signer() {
        String region = variables.first(AWS_REGION).orElseThrow(ProviderTargetResolver::missingRegion);
        try {
            return new AwsRequestSigner(awsCredentials().credentials(), region);
        } catch (NoClassDefFoundError e) {
            throw new ModelException(
                    ErrorCode.CONFIGURATION,
                    "requests to bedrock can't be signed, because AWS's signer is not on the class path; add the"
                            + " dependency software.amazon.awssdk:auth, or set AWS_BEARER_TOKEN_BEDROCK",
                    e);
        }
    }

    private synchronized AwsCredentialsSource awsCredentials() {
        AwsCredentialsSource source = awsCredentials == null ? new AwsCredentialsSource(variables) : awsCredentials;
        awsCredentials = source;
        return source;
    }

    private static boolean isOpenAi(ModelProvider provider) {
        return provider.name().equals(ProviderTable.OPENAI);
    }

    private static String validate(String base, ModelProvider provider) {
        return BaseUrl.parse(base)
                .orElseThrow(() -> new ModelException(
                        ErrorCode.CONFIGURATION,
                        "the address \"" + BaseUrl.forMessage(base) + "\" of " + provider.name()
                                + " is not a valid URL; it must begin with http:// or https://, name a host, and have"
                                + " no user and no query; it is set by "
                                + provider.baseUrlVariables().getFirst() + " or base_url in client_config",
                        null))
                .toString();
    }

    private static ModelException missingAddress(ModelProvider provider) {
        if (provider.baseUrl() != null) {
            // Only the region is missing in the address.
            return missingRegion();
        }
        return new ModelException(
                ErrorCode.CONFIGURATION,
                "no address for " + provider.name() + " is set; set "
                        + provider.baseUrlVariables().getFirst(),
                null);
    }

    private static ModelException missingRegion() {
        return new ModelException(
                ErrorCode.CONFIGURATION,
                "no region for bedrock is set; set AWS_REGION_NAME, AWS_REGION or AWS_DEFAULT_REGION",
                null);
    }

    private static ModelException missingKey(ModelProvider provider) {
        return new ModelException(
                ErrorCode.MODEL_REFUSED,
                "no key for " + provider.name() + " is set; set "
                        + provider.keyVariables().getFirst() + ", or send one in client_config.litellm_keys."
                        + provider.name(),
                null);
    }

    private static ModelException keyForOwnAddressOnly(ModelProvider provider, String base) {
        return new ModelException(
                ErrorCode.MODEL_REFUSED,
                "client_config names the address " + base + ", but this service's own key for " + provider.name()
                        + " is only for its own address; send a key too, in client_config.litellm_keys."
                        + provider.name(),
                null);
    }
}
