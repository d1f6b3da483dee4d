package io.agencyswarm.model.http;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.net.BaseUrl;

/** The addresses of OpenAI's API, before {@code /responses}. */
public final class OpenAiAddress {

    /** OpenAI's own address. */
    public static final String OPENAI = "https://api.openai.com/v1";

    private OpenAiAddress() {}

    /**
     * Returns the service's own address: the configured one, else OpenAI's.
     *
     * @throws ModelException if it is not a valid URL
     */
    public static String configured(ModelConfig.OpenAi config) {
        return validate(config.baseUrl().map(String::strip).orElse(OPENAI));
    }

    /**
     * Returns an address without a slash at its end.
     *
     * @throws ModelException if it is not a valid URL
     */
    public static String validate(String base) {
        return BaseUrl.parse(base)
                .orElseThrow(() -> new ModelException(
                        ErrorCode.CONFIGURATION,
                        "the model server's address \"" + BaseUrl.forMessage(base)
                                + "\" is not a valid URL; it must begin with http:// or https://, name a host, and"
                                + " have no user and no query; it is set by OPENAI_BASE_URL or"
                                + " agency-swarm.openai.base-url",
                        null))
                .toString();
    }
}
