package io.agencyswarm.test;

import io.agencyswarm.agency.SendTool;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.OfflineScript;
import io.agencyswarm.tool.ToolSpec;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A scripted model for tests: it plays the script that the test defines for each agent, and records the requests of
 * agents.
 * Inject it into a {@code @QuarkusTest}:
 *
 * <pre>{@code
 * model.script("Baker").calls("price", Map.of("rolls", 6)).answers("That makes ${output}.");
 * }</pre>
 *
 * <p>A script has one step for each turn of its agent. A delegated run, and an agent that takes over by a handoff,
 * start with the first step of their own script. For an agent without a script, the offline model answers as it answers
 * plain sentences. Scripts and requests are cleared before each test.
 *
 * <p>Safe for several threads. It takes precedence over all other beans of its type. It applies if the offline model
 * answers: in test mode without {@code OPENAI_API_KEY}, or with {@code agency-swarm.offline=always}. A user's message
 * that is itself a script takes precedence over these scripts, and its requests are not recorded.
 */
@Singleton
@Unremovable
@Priority(Integer.MAX_VALUE)
public class ScriptedModel implements OfflineScript {

    private final Map<String, Steps> scripts = new ConcurrentHashMap<>();
    private final Queue<ModelRequest> requests = new ConcurrentLinkedQueue<>();

    /** For CDI. */
    ScriptedModel() {}

    /**
     * Starts the script of an agent, and replaces the previous one.
     *
     * @param agent the agent's name
     */
    public Steps script(String agent) {
        Steps steps = new Steps();
        scripts.put(agent, steps);
        return steps;
    }

    /** Returns the requests that agents made, oldest first; unmodifiable. */
    public List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Returns the last request of an agent.
     *
     * @throws AssertionError if there is none
     */
    public ModelRequest lastRequest(String agent) {
        return requests().reversed().stream()
                .filter(request -> request.agent().equals(agent))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Agent \"" + agent + "\" did not ask the model. Agents that did: "
                        + requests.stream().map(ModelRequest::agent).distinct().toList()));
    }

    /** Fails unless the agent's last request contains the text, in its instructions or in an item of its input. */
    public ScriptedModel assertReceived(String agent, String text) {
        ModelRequest request = lastRequest(agent);
        String input = request.input().stream().map(ScriptedModel::text).collect(Collectors.joining("\n"));
        if (!request.instructions().contains(text) && !input.contains(text)) {
            throw new AssertionError("The model of agent \"" + agent + "\" was not told \"" + text
                    + "\".\nInstructions: " + request.instructions() + "\nInput:\n" + input);
        }
        return this;
    }

    /** Fails unless the agent's last request offers the tool to the model. */
    public ScriptedModel assertOffered(String agent, String tool) {
        List<String> offered = lastRequest(agent).tools().functions().stream()
                .map(spec -> spec.name())
                .toList();
        if (!offered.contains(tool)) {
            throw new AssertionError(
                    "The model of agent \"" + agent + "\" was not offered the tool " + tool + ", but " + offered + ".");
        }
        return this;
    }

    /** Removes all scripts and requests. */
    public void reset() {
        scripts.clear();
        requests.clear();
    }

    @Override
    public Optional<String> forRequest(ModelRequest request, String message) {
        requests.add(request);
        return Optional.ofNullable(scripts.get(request.agent())).map(steps -> steps.text(request));
    }

    private static String text(Item item) {
        return switch (item) {
            case Item.Message message -> message.text();
            default -> Json.text(item.json());
        };
    }

    /** The script of an agent. Each method adds a step, which the model plays in one turn. */
    public static final class Steps {

        private final List<Function<ModelRequest, String>> steps = new CopyOnWriteArrayList<>();

        private Steps() {}

        /** Calls a tool without arguments. */
        public Steps calls(String tool) {
            return calls(tool, Map.of());
        }

        /**
         * Calls a tool.
         *
         * @param arguments the names and values of the arguments, which become JSON
         */
        public Steps calls(String tool, Map<String, ?> arguments) {
            return step("call " + tool + " " + Json.text(Json.tree(arguments)));
        }

        /**
         * Asks another agent, and continues with its answer. Calls the first function that offers this agent; for
         * another function, or one with further arguments, use {@link #calls(String, Map)}.
         */
        public Steps asks(String agent, String message) {
            String arguments =
                    checked(Json.text(Json.tree(Map.of(SendTool.RECIPIENT, agent, SendTool.MESSAGE, message))));
            steps.add(request -> "call " + sendTool(request, agent) + " " + arguments);
            return this;
        }

        /** Hands the conversation over to another agent, which plays its own script. */
        public Steps handsOverTo(String agent) {
            return calls(Item.FunctionCall.transferTo(agent));
        }

        /**
         * Answers.
         *
         * @param text <code>${output}</code> in it stands for the output of the last call
         */
        public Steps answers(String text) {
            return step("text " + text);
        }

        /** Fails like a model server that answers with this HTTP status. */
        public Steps failsWith(int status) {
            return step("fail " + status);
        }

        /** Begins an answer, and then sends nothing until the run is cancelled. */
        public Steps hangs() {
            return step("hang");
        }

        private Steps step(String text) {
            String checked = checked(text);
            steps.add(_ -> checked);
            return this;
        }

        private static String checked(String text) {
            if (text.contains(";;")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" contains \";;\", which ends a step. Write it without.");
            }
            return text;
        }

        private static String sendTool(ModelRequest request, String recipient) {
            return request.tools().functions().stream()
                    .filter(function -> AgencyReply.isSendTool(function.name()))
                    .filter(function -> StreamSupport.stream(
                                    function.inputSchema()
                                            .at("/properties/" + SendTool.RECIPIENT + "/enum")
                                            .spliterator(),
                                    false)
                            .anyMatch(name -> name.asText().equals(recipient)))
                    .map(ToolSpec::name)
                    .findFirst()
                    // The model is told that it can't ask this agent, and the reply shows it.
                    .orElse(SendTool.PREFIX);
        }

        private String text(ModelRequest request) {
            return steps.stream().map(step -> step.apply(request)).collect(Collectors.joining(" ;; "));
        }
    }
}
