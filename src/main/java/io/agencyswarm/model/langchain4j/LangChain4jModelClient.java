package io.agencyswarm.model.langchain4j;

import dev.langchain4j.exception.LangChain4jException;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelConfig;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.http.EventStream;
import io.agencyswarm.model.http.Framing;
import io.agencyswarm.model.http.ModelConnections;
import io.vertx.core.VertxException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Models of many providers, by LiteLLM's names. LangChain4j's clients are made anew for each request, so that no key
 * outlives it; the connections are shared.
 */
@Singleton
class LangChain4jModelClient implements ModelClient {

    private final ModelConnections connections;
    private final AccessResolver accesses;

    @Inject
    LangChain4jModelClient(ModelConnections connections, ModelConfig config, Config variables) {
        this.connections = connections;
        this.accesses = new AccessResolver(variables, config.openai());
    }

    @Override
    public String prefix() {
        return "litellm/";
    }

    @Override
    public boolean takesBinding() {
        return true;
    }

    @Override
    public Set<String> providers() {
        return Providers.names();
    }

    @Override
    public ModelStream open(ModelRequest request) throws InterruptedException {
        int slash = request.model().indexOf('/');
        Provider provider =
                Providers.named(slash < 0 ? request.model() : request.model().substring(0, slash));
        ModelRequest named = request.withModel(request.model().substring(slash + 1));
        if (slash < 0 || named.model().isBlank()) {
            throw new ModelException(
                    ErrorCode.CONFIGURATION,
                    "the model's name is missing after litellm/" + provider.name() + "/",
                    null);
        }
        Access access = accesses.resolve(provider, request.binding());
        AnswerHandler answer = new AnswerHandler(named.model());
        try {
            Outgoing outgoing = outgoing(provider, access, named, answer);
            byte[] body = outgoing.body(provider.dialect(), named);
            Framing framing = provider.dialect().framing();
            EventStream events = connections.open(outgoing.options(access, framing, body), body, framing, access);
            return new LangChain4jStream(events, access, provider.dialect(), outgoing.listener(), answer);
        } catch (IllegalArgumentException | LangChain4jException | VertxException e) {
            throw new ModelException(
                    ErrorCode.MODEL_REFUSED,
                    "the request can't be put as " + provider.name() + " wants it: "
                            + access.redact(AgencyException.reason(e)),
                    e);
        }
    }

    private static Outgoing outgoing(Provider provider, Access access, ModelRequest request, AnswerHandler answer) {
        Dialect dialect = provider.dialect();
        CapturingHttpClient capturing = new CapturingHttpClient();
        dialect.client(access, request, capturing).chat(ChatRequests.of(request, dialect.rules()), answer);
        return capturing.captured();
    }
}
