package io.agencyswarm.agency;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.hosted.HostedTool;
import io.agencyswarm.tool.openapi.ApiTools;
import io.agencyswarm.tool.schema.OutputType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent: instructions, a model and tools. Immutable, without any state of a run, and shared by all runs; one agent
 * may be part of several agencies.
 */
public final class Agent {

    /** Default maximum number of turns in one run of an agent. */
    public static final int DEFAULT_MAX_TURNS = 25;

    /** Default maximum number of further answers after an output guardrail tripped. */
    public static final int DEFAULT_VALIDATION_ATTEMPTS = 1;

    private final String name;
    private final String description;
    private final Function<Map<String, Object>, String> instructions;
    private final @Nullable String model;
    private final ModelSettings settings;
    private final List<Tool> tools;
    private final List<HostedTool> hostedTools;
    private final List<ApiTools> openApiTools;
    private final List<String> mcpServers;
    private final List<String> conversationStarters;
    private final List<String> quickReplies;
    private final boolean cachesConversationStarters;
    private final List<Guardrail> inputGuardrails;
    private final List<Guardrail> outputGuardrails;
    private final boolean raisesInputGuardrailError;
    private final int validationAttempts;
    private final @Nullable OutputType outputType;
    private final int maxTurns;
    private final String handoffReminder;
    private final List<Reminder> reminders;

    private Agent(Builder builder) {
        name = builder.name;
        description = builder.description;
        instructions = builder.instructions;
        model = builder.model;
        settings = builder.settings;
        tools = builder.tools.tools();
        hostedTools = builder.tools.hosted();
        openApiTools = builder.tools.openApi();
        mcpServers = List.copyOf(builder.mcpServers);
        conversationStarters = List.copyOf(builder.conversationStarters);
        quickReplies = List.copyOf(builder.quickReplies);
        cachesConversationStarters = builder.cachesConversationStarters;
        inputGuardrails = List.copyOf(builder.inputGuardrails);
        outputGuardrails = List.copyOf(builder.outputGuardrails);
        raisesInputGuardrailError = builder.raisesInputGuardrailError;
        validationAttempts = builder.validationAttempts;
        outputType = builder.outputType;
        maxTurns = builder.maxTurns;
        handoffReminder = builder.handoffReminder;
        reminders = List.copyOf(builder.reminders);
    }

    /**
     * Creates a builder for an agent.
     *
     * @param name unique in each of its agencies; at most 64 letters, digits, blanks, {@code _}, {@code .} or {@code -}
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Returns the name by which clients and other agents address it. */
    public String name() {
        return name;
    }

    /** Returns the description that other agents get; may be empty. */
    public String description() {
        return description;
    }

    /**
     * Returns the agent's own instructions for a run.
     *
     * @param userContext the run's user context
     */
    public String instructions(Map<String, Object> userContext) {
        return instructions.apply(userContext);
    }

    /** Returns the model's name; empty for the application's default model. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** Returns the settings of the agent's model requests. */
    public ModelSettings settings() {
        return settings;
    }

    /** Returns the agent's own tools, in the order in which they were given. */
    public List<Tool> tools() {
        return tools;
    }

    /** Returns the tools that the model's provider runs for the agent, in the order in which they were given. */
    public List<HostedTool> hostedTools() {
        return hostedTools;
    }

    /** Returns the APIs whose operations the agent has in addition to its own tools. */
    public List<ApiTools> openApiTools() {
        return openApiTools;
    }

    /** Returns the names, in the configuration, of the MCP servers whose tools the agent has in addition to its own. */
    public List<String> mcpServers() {
        return mcpServers;
    }

    /** Returns first messages that a front end may suggest. */
    public List<String> conversationStarters() {
        return conversationStarters;
    }

    /** Returns short first messages that a front end may offer as buttons. */
    public List<String> quickReplies() {
        return quickReplies;
    }

    /** Returns whether answers to conversation starters are cached like those to quick replies. */
    public boolean cachesConversationStarters() {
        return cachesConversationStarters;
    }

    /** Returns the guardrails that check a message before the model gets it, in this order. */
    public List<Guardrail> inputGuardrails() {
        return inputGuardrails;
    }

    /** Returns the guardrails that check an answer before it is accepted, in this order. */
    public List<Guardrail> outputGuardrails() {
        return outputGuardrails;
    }

    /** Returns whether an input guardrail that trips fails the run; otherwise its guidance is the answer. */
    public boolean raisesInputGuardrailError() {
        return raisesInputGuardrailError;
    }

    /** Returns the maximum number of further answers after an output guardrail tripped. */
    public int validationAttempts() {
        return validationAttempts;
    }

    /** Returns the type of the agent's answers; empty if they are free text. */
    public Optional<OutputType> outputType() {
        return Optional.ofNullable(outputType);
    }

    /** Returns the maximum number of model requests in one run of this agent; a run that would exceed it fails. */
    public int maxTurns() {
        return maxTurns;
    }

    /** Returns the message that the agent's model gets when the conversation is handed over to it. */
    public String handoffReminder() {
        return handoffReminder;
    }

    /** Returns the reminders that the agent's model gets, in the order in which they were given. */
    public List<Reminder> reminders() {
        return reminders;
    }

    @Override
    public String toString() {
        return "Agent " + name;
    }

    /** Builds an agent. A method that takes several values adds them to those of earlier calls. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final ToolCollector tools = new ToolCollector();
        private final Set<String> mcpServers = new LinkedHashSet<>();
        private String description = "";
        private Function<Map<String, Object>, String> instructions = _ -> "";
        private @Nullable String model;
        private ModelSettings settings = ModelSettings.DEFAULTS;
        private final List<String> conversationStarters = new ArrayList<>();
        private final List<String> quickReplies = new ArrayList<>();
        private boolean cachesConversationStarters;
        private final List<Guardrail> inputGuardrails = new ArrayList<>();
        private final List<Guardrail> outputGuardrails = new ArrayList<>();
        private boolean raisesInputGuardrailError;
        private int validationAttempts = DEFAULT_VALIDATION_ATTEMPTS;
        private @Nullable OutputType outputType;
        private int maxTurns = DEFAULT_MAX_TURNS;
        private String handoffReminder;
        private final List<Reminder> reminders = new ArrayList<>();

        private Builder(String name) {
            this.name = NameRule.check("agent", name);
            handoffReminder = "Transfer completed. You are " + name + ". Please continue the task.";
        }

        /** Sets the description that other agents get. */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /** Sets the system prompt. */
        public Builder instructions(String text) {
            instructions = _ -> text;
            return this;
        }

        /**
         * Sets a system prompt from a resource of the class path, or otherwise a file. A file that has changed is read
         * again; so is a resource in dev mode.
         *
         * @param location a resource's name, such as {@code prompts/scout.md}, or a file's path
         * @throws AgencyException if there is neither, or it can't be read as UTF-8
         */
        public Builder instructionsFrom(String location) {
            Supplier<String> text = TextSource.at(location);
            instructions = _ -> text.get();
            return this;
        }

        /**
         * Sets a system prompt that depends on the run.
         *
         * @param fromUserContext called once per turn on the run's virtual thread, so it may block
         */
        public Builder instructions(Function<Map<String, Object>, String> fromUserContext) {
            instructions = fromUserContext;
            return this;
        }

        /** Sets the model's name, with its client's prefix; see {@link io.agencyswarm.model.ModelClient#prefix()}. */
        public Builder model(String modelName) {
            model = modelName;
            return this;
        }

        /** Sets the settings of the model requests. */
        public Builder settings(ModelSettings modelSettings) {
            settings = modelSettings;
            return this;
        }

        /**
         * Adds tools: beans with {@code @Tool} methods, classes of records that implement
         * {@link io.agencyswarm.tool.ToolClass}, {@link Tool}s, {@link ApiTools}, or {@link HostedTool}s, which the
         * model's provider runs.
         *
         * @throws AgencyException if one of them is not a valid tool or has no schema
         */
        public Builder tools(Object... sources) {
            tools.add(sources);
            return this;
        }

        /**
         * Adds the tools of MCP servers. The connection to a server is opened when a run first needs it; if the server
         * is not available then, the run continues without its tools.
         *
         * @param names of servers in the configuration ({@code agency-swarm.mcp.<name>.…}); startup fails if a name is
         *     not configured
         */
        public Builder mcpServers(String... names) {
            mcpServers.addAll(List.of(names));
            return this;
        }

        /** Adds first messages that a front end may suggest. */
        public Builder conversationStarters(String... messages) {
            conversationStarters.addAll(List.of(messages));
            return this;
        }

        /**
         * Adds short first messages that a front end may offer as buttons. The model answers each once; later requests
         * get the same answer without the model, so the answer must suit every caller.
         */
        public Builder quickReplies(String... messages) {
            quickReplies.addAll(List.of(messages));
            return this;
        }

        /** Sets whether answers to conversation starters are cached like those to quick replies; off by default. */
        public Builder cacheConversationStarters(boolean on) {
            cachesConversationStarters = on;
            return this;
        }

        /** Adds guardrails that check messages. The first one that trips decides. */
        public Builder inputGuardrails(Guardrail... guardrails) {
            inputGuardrails.addAll(List.of(guardrails));
            return this;
        }

        /** Adds guardrails that check an answer. If one trips, the model gets its guidance and answers again. */
        public Builder outputGuardrails(Guardrail... guardrails) {
            outputGuardrails.addAll(List.of(guardrails));
            return this;
        }

        /** Sets whether an input guardrail that trips fails the run; by default its guidance is the answer. */
        public Builder raiseInputGuardrailError(boolean on) {
            raisesInputGuardrailError = on;
            return this;
        }

        /**
         * Sets the maximum number of further answers after an output guardrail tripped,
         * {@value Agent#DEFAULT_VALIDATION_ATTEMPTS} by default; after the last one the run fails.
         */
        public Builder validationAttempts(int attempts) {
            require(attempts >= 0, "validationAttempts " + attempts + ", but the number must be at least 0.");
            validationAttempts = attempts;
            return this;
        }

        /**
         * Sets the type of each answer: a record, an enum, a sealed interface, a number. The {@code response} is its
         * JSON. The model gets its schema; an answer that is not valid fails the run.
         *
         * @throws AgencyException if the type has no schema that a model can follow
         */
        public Builder outputType(Class<?> type) {
            outputType = OutputType.of(type);
            return this;
        }

        /** Sets a type with type arguments: {@code outputType(new TypeReference<List<Offer>>() {})}. */
        public Builder outputType(TypeReference<?> type) {
            outputType = OutputType.of(type.getType());
            return this;
        }

        /** Sets the maximum number of model requests per run; {@value Agent#DEFAULT_MAX_TURNS} by default. */
        public Builder maxTurns(int turns) {
            require(turns >= 1, "maxTurns " + turns + ", but the number must be at least 1.");
            maxTurns = turns;
            return this;
        }

        /**
         * Sets the message that the model gets when another agent hands over to this one, instead of "Transfer
         * completed. You are …." The message stays in the conversation. {@link Agency.Builder#silentHandoff} omits it.
         */
        public Builder handoffReminder(String text) {
            require(!text.isBlank(), "a blank handoffReminder. Write a text, or use Agency.silentHandoff(…).");
            handoffReminder = text;
            return this;
        }

        /** Adds reminders that the agent's model gets, in this order. */
        public Builder reminders(Reminder... all) {
            reminders.addAll(List.of(all));
            return this;
        }

        /**
         * Builds the agent.
         *
         * @throws AgencyException if two of its tools have the same name
         */
        public Agent build() {
            tools.requireDistinctNames(name);
            return new Agent(this);
        }

        private void require(boolean isValid, String problem) {
            if (!isValid) {
                throw new AgencyException(ErrorCode.CONFIGURATION, "Agent " + name + " has " + problem);
            }
        }
    }
}
