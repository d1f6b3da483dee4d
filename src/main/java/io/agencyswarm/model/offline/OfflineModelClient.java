package io.agencyswarm.model.offline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelClient;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelRouter;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.OfflineScript;
import io.agencyswarm.text.Excerpt;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The client of the offline model, which runs in this process. It plays the user's message if that is a script, else
 * the script of a bean. Without either, it answers as {@link PlainSentence} does.
 */
@Singleton
class OfflineModelClient implements ModelClient {

    /** A longer {@code say} is not played, so that one request can't keep a run busy for hours. */
    private static final int MAX_WORDS = 10_000;

    private final List<OfflineScript> scripts;
    private final Ids ids = new Ids();

    @Inject
    OfflineModelClient(@All List<OfflineScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public String prefix() {
        return ModelRouter.OFFLINE;
    }

    @Override
    public ModelStream open(ModelRequest request) {
        return switch (step(request)) {
            case ScriptStep.Fail(int status) ->
                throw ModelException.refused(
                        status, "The script of the offline model fails with status " + status + ".", null);
            case ScriptStep.AnswerStep step -> {
                ScriptedRequest scriptedRequest =
                        new ScriptedRequest(ids.next("resp"), "offline model", body(request), request.input());
                yield new OfflineStream(new ScriptedAnswer(step, scriptedRequest, ids));
            }
        };
    }

    @Override
    public boolean supportsFiles() {
        return true;
    }

    /** Accepts every file and stores none. */
    @Override
    public String upload(FileUpload file) {
        return ids.next("file");
    }

    private ScriptStep step(ModelRequest request) {
        return ScriptPosition.of(request.input())
                .map(position -> step(request, position))
                .orElseGet(() -> PlainSentence.echo("nothing", List.of()));
    }

    private ScriptStep step(ModelRequest request, ScriptPosition position) {
        Script messageScript = Script.of(position.message());
        int turns = ScriptPosition.turnsOfTheAgent(request.input());
        Optional<ScriptStep> step;
        if (ScriptCheck.isScript(messageScript)) {
            Optional<String> problem = ScriptCheck.problem(messageScript);
            step = problem.isPresent() ? problem.map(ScriptStep.TextAnswer::of) : messageScript.step(position.turn());
        } else {
            Optional<Script> beanScript = scripts.stream()
                    .flatMap(script -> script.forRequest(request, position.message()).stream())
                    .findFirst()
                    .map(OfflineModelClient::check);
            if (beanScript.isEmpty()) {
                return PlainSentence.step(request, position.message(), turns);
            }
            step = beanScript.get().step(turns);
        }
        return step.filter(OfflineModelClient::isBounded)
                .map(playedStep -> ScriptPosition.lastOutput(request.input())
                        .map(playedStep::fill)
                        .orElse(playedStep))
                .orElseGet(() -> PlainSentence.echo(position.message(), List.of()));
    }

    private static Script check(String text) {
        Script script = Script.of(text);
        String problem = script.step(0).isEmpty()
                ? "It does not begin with a step; for a plain answer put \"text \" before it"
                : ScriptCheck.problem(script).orElse("");
        if (!problem.isEmpty()) {
            throw new ModelException(
                    ErrorCode.CONFIGURATION,
                    "an OfflineScript returned \"" + Excerpt.of(text, 200) + "\". " + problem,
                    null);
        }
        return script;
    }

    private static boolean isBounded(ScriptStep step) {
        return switch (step) {
            case ScriptStep.TextAnswer text ->
                !(text.words() instanceof Words.CountedWords) || text.words().size() <= MAX_WORDS;
            case ScriptStep.ReasoningStep reasoningStep -> isBounded(reasoningStep.answer());
            case ScriptStep.Fail _, ScriptStep.Calls _, ScriptStep.Broken _, ScriptStep.Drop _, ScriptStep.Hang _ ->
                true;
        };
    }

    /** Writes the fields of an OpenAI request that answers repeat. */
    private static ObjectNode body(ModelRequest request) {
        ObjectNode body = Json.object();
        ModelSettings settings = request.settings();
        body.put("model", ModelRouter.OFFLINE + request.model());
        if (!request.instructions().isEmpty()) {
            body.put("instructions", request.instructions());
        }
        if (settings.temperature() != null) {
            body.put("temperature", settings.temperature());
        }
        if (settings.topP() != null) {
            body.put("top_p", settings.topP());
        }
        if (settings.maxOutputTokens() != null) {
            body.put("max_output_tokens", settings.maxOutputTokens());
        }
        ArrayNode tools = body.putArray("tools");
        request.tools()
                .functions()
                .forEach(tool -> tools.addObject()
                        .put("type", "function")
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("strict", false)
                        .set("parameters", tool.inputSchema()));
        return body;
    }
}
