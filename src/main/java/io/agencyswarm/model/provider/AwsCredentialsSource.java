package io.agencyswarm.model.provider;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The service's own AWS credentials. Create only one: it caches fetched credentials until they expire. */
final class AwsCredentialsSource {

    private static final Logger LOG = Logger.getLogger(AwsCredentialsSource.class);

    private final DefaultCredentialsProvider chain =
            DefaultCredentialsProvider.builder().build();
    private final Variables variables;

    AwsCredentialsSource(Variables variables) {
        this.variables = variables;
    }

    /**
     * Returns the credentials of the environment variables, else those of AWS's default chain, which may read files and
     * call metadata servers. Blocks the calling thread.
     *
     * @throws ModelException if there are none
     */
    AwsCredentialsIdentity credentials() {
        return ofVariables().orElseGet(this::ofChain);
    }

    private Optional<AwsCredentialsIdentity> ofVariables() {
        Optional<String> key = variables.first(List.of("AWS_ACCESS_KEY_ID"));
        Optional<String> secret = variables.first(List.of("AWS_SECRET_ACCESS_KEY"));
        if (key.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> session = variables.first(List.of("AWS_SESSION_TOKEN"));
        return Optional.of(
                session.isPresent()
                        ? AwsSessionCredentials.create(key.get(), secret.get(), session.get())
                        : AwsBasicCredentials.create(key.get(), secret.get()));
    }

    private AwsCredentialsIdentity ofChain() {
        try {
            return chain.resolveCredentials();
        } catch (SdkException e) {
            // The reasons of each source are for the operator, not for the client.
            LOG.warnf("AWS's default chain has no credentials: %s", e.getMessage());
            throw new ModelException(
                    ErrorCode.MODEL_REFUSED,
                    "no credentials for bedrock are set; set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and "
                            + "AWS_SECRET_ACCESS_KEY, or another source of AWS's default chain, or send a key in "
                            + "client_config.litellm_keys.bedrock",
                    e);
        }
    }
}
