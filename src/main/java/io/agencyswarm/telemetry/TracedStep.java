package io.agencyswarm.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.observe.Span;
import io.agencyswarm.observe.Step;
import io.agencyswarm.observe.StepOutcome;
import io.agencyswarm.usage.TokenUsage;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step as an OpenTelemetry span, and the steps begun from it as child spans. */
final class TracedStep implements Span {

    private final Step step;
    private final Tracing tracing;
    private final io.opentelemetry.api.trace.Span span;
    private final Context context;
    private final long startedAt = System.nanoTime();
    private @Nullable String limit;

    /**
     * The settings of all spans of a run.
     *
     * @param ownModels the models of the agency's agents, by the agents' names
     * @param content whether spans hold prompts, arguments and answers
     */
    record Tracing(Tracer tracer, ModelRouter models, Map<String, String> ownModels, boolean content) {}

    private TracedStep(Step step, Tracing tracing, io.opentelemetry.api.trace.Span span, Context parent) {
        this.step = step;
        this.tracing = tracing;
        this.span = span;
        this.context = parent.with(span);
    }

    static Span begin(Step step, Tracing tracing, Context parent) {
        SpanBuilder builder = switch (step) {
            case Step.Run run ->
                agent(tracing, run.agent())
                        .setAttribute("agency_swarm.run_id", run.runId())
                        .setAttribute("agency_swarm.agency", run.agency());
            case Step.ModelCall request -> {
                ModelName name = ModelName.of(request.model(), tracing.models());
                yield ofModel(spanBuilder(tracing, "chat", name.model(), request.agent()), name)
                        .setSpanKind(SpanKind.CLIENT)
                        .setAttribute("gen_ai.request.stream", true);
            }
            case Step.ToolCall call ->
                spanBuilder(tracing, "execute_tool", call.tool(), call.agent())
                        .setAttribute("gen_ai.tool.name", call.tool())
                        .setAttribute("gen_ai.tool.type", "function")
                        .setAttribute("gen_ai.tool.call.id", call.callId());
            case Step.DelegatedRun delegation ->
                agent(tracing, delegation.agent()).setAttribute("agency_swarm.caller", delegation.parent());
        };
        return new TracedStep(step, tracing, builder.setParent(parent).startSpan(), parent);
    }

    private static SpanBuilder agent(Tracing tracing, String agent) {
        SpanBuilder builder = spanBuilder(tracing, "invoke_agent", agent, agent);
        String model = tracing.ownModels().get(agent);
        return model == null ? builder : ofModel(builder, ModelName.of(model, tracing.models()));
    }

    private static SpanBuilder ofModel(SpanBuilder builder, ModelName name) {
        return builder.setAttribute("gen_ai.provider.name", name.provider())
                .setAttribute("gen_ai.request.model", name.model());
    }

    private static SpanBuilder spanBuilder(Tracing tracing, String operation, String object, String agent) {
        return tracing.tracer()
                .spanBuilder(operation + " " + object)
                .setAttribute("gen_ai.operation.name", operation)
                .setAttribute("gen_ai.agent.name", agent);
    }

    @Override
    public Span begin(Step child) {
        return begin(child, tracing, context);
    }

    @Override
    public void answerStarted() {
        double seconds = (double) (System.nanoTime() - startedAt) / TimeUnit.SECONDS.toNanos(1);
        span.setAttribute(doubleKey("gen_ai.response.time_to_first_chunk"), seconds);
    }

    @Override
    public void input(List<Item> items) {
        setContent(items, "gen_ai.input.messages", GenAiMessages::input, "gen_ai.tool.call.arguments");
    }

    @Override
    public void incomplete(String name) {
        limit = name;
    }

    @Override
    public void output(List<Item> items) {
        String reason = GenAiMessages.finishReason(items, limit);
        if (step instanceof Step.ModelCall) {
            span.setAttribute(stringArrayKey("gen_ai.response.finish_reasons"), List.of(reason));
        }
        setContent(
                items,
                "gen_ai.output.messages",
                newItems -> GenAiMessages.output(newItems, reason),
                "gen_ai.tool.call.result");
    }

    private void setContent(List<Item> items, String name, Function<List<Item>, String> messages, String ofTools) {
        if (!tracing.content() || !span.isRecording()) {
            return;
        }
        if (step instanceof Step.ModelCall) {
            span.setAttribute(name, messages.apply(items));
        } else {
            items.forEach(item -> span.setAttribute(ofTools, GenAiMessages.ofTool(item)));
        }
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // Closed with the returned scope.
    public Scope enter() {
        io.opentelemetry.context.Scope current = context.makeCurrent();
        Scope fields = Mdc.with(Map.of(
                "traceId", span.getSpanContext().getTraceId(),
                "spanId", span.getSpanContext().getSpanId()));
        return () -> {
            fields.close();
            current.close();
        };
    }

    @Override
    public void end(StepOutcome outcome) {
        if (outcome.used().requestCount() > 0) {
            TokenUsage tokens = outcome.used().tokens();
            span.setAttribute(longKey("gen_ai.usage.input_tokens"), tokens.inputTokens());
            span.setAttribute(longKey("gen_ai.usage.output_tokens"), tokens.outputTokens());
            span.setAttribute(longKey("gen_ai.usage.cache_read.input_tokens"), tokens.cachedTokens());
            span.setAttribute(longKey("gen_ai.usage.cache_creation.input_tokens"), tokens.cacheWriteTokens());
            if (tokens.reasoningTokens() != null) {
                span.setAttribute(longKey("gen_ai.usage.reasoning.output_tokens"), tokens.reasoningTokens());
            }
            span.setAttribute(
                    doubleKey("agency_swarm.cost_dollars"), outcome.used().cost());
        }
        if (outcome.cancelled()) {
            span.setAttribute(booleanKey("agency_swarm.cancelled"), true);
        }
        @Nullable AgencyException failure = outcome.failure();
        if (failure != null) {
            span.setAttribute(
                    stringKey("error.type"),
                    step instanceof Step.ModelCall ? ErrorTypes.ofModel(outcome) : ErrorTypes.of(outcome));
            // The message of a tool's exception or a provider's refusal may quote content.
            span.setStatus(StatusCode.ERROR, tracing.content() ? failure.getMessage() : "");
        }
        span.end();
    }
}
