package io.agencyswarm.agency;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.tool.OutputType;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.hosted.HostedTool;
import io.agencyswarm.tool.openapi.OpenApiTools;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Someone who answers: instructions, a model and tools. Immutable, without any state of a run, and shared by all runs;
 * one agent may be part of several agencies.
 */
public final class Agent {

    /** Turns that one run of an agent may take unless the agent says otherwise. */
    public static final int DEFAULT_MAX_TURNS = 25;

    /** Further answers after an output guardrail tripped, unless the agent says otherwise. */
    public static final int DEFAULT_VALIDATION_ATTEMPTS = 1;

    private final String name;
    private final String description;
    private final Function<Map<String, Object>, String> instructions;
    private final @Nullable String model;
    private final ModelSettings settings;
    private final List<Tool> tools;
    private final List<HostedTool> hostedTools;
    private final List<OpenApiTools> openApiTools;
    private final List<String> mcpServers;
    private final List<String> conversationStarters;
    private final List<String> quickReplies;
    private final boolean cachesConversationStarters;
    private final List<Guardrail> inputGuardrails;
    private final List<Guardrail> outputGuardrails;
    private final boolean raiseInputGuardrailError;
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
        raiseInputGuardrailError = builder.raiseInputGuardrailError;
        validationAttempts = builder.validationAttempts;
        outputType = builder.outputType;
        maxTurns = builder.maxTurns;
        handoffReminder = builder.handoffReminder;
        reminders = List.copyOf(builder.reminders);
    }

    /**
     * Begins an agent.
     *
     * @param name unique in each of its agencies; letters, digits, blanks, {@code _}, {@code .} and {@code -}, 64 at
     *     most
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The name by which clients and other agents address it. */
    public String name() {
        return name;
    }

    /** What other agents are told about it; may be empty. */
    public String description() {
        return description;
    }

    /**
     * The agent's own instructions for a run.
     *
     * @param userContext the run's user context
     */
    public String instructions(Map<String, Object> userContext) {
        return instructions.apply(userContext);
    }

    /** The model's name; empty for the application's default model. */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** How the model is to answer. */
    public ModelSettings settings() {
        return settings;
    }

    /** The agent's own tools, in the order in which they were given. */
    public List<Tool> tools() {
        return tools;
    }

    /** The tools that the model's provider runs for the agent, in the order in which they were given. */
    public List<HostedTool> hostedTools() {
        return hostedTools;
    }

    /** The APIs whose operations the agent has beside its own tools. */
    public List<OpenApiTools> openApiTools() {
        return openApiTools;
    }

    /** The MCP servers whose tools the agent has beside its own, by their names in the configuration. */
    public List<String> mcpServers() {
        return mcpServers;
    }

    /** What a front end may offer as a first message. */
    public List<String> conversationStarters() {
        return conversationStarters;
    }

    /** Short first messages that a front end may offer as buttons. */
    public List<String> quickReplies() {
        return quickReplies;
    }

    /** Whether answers to conversation starters are cached as those to quick replies are. */
    public boolean cachesConversationStarters() {
        return cachesConversationStarters;
    }

    /** What looks at a message before the model does, in this order. */
    public List<Guardrail> inputGuardrails() {
        return inputGuardrails;
    }

    /** What looks at an answer before it counts, in this order. */
    public List<Guardrail> outputGuardrails() {
        return outputGuardrails;
    }

    /** Whether an input guardrail that trips ends the run as a failure; else its guidance is the answer. */
    public boolean raiseInputGuardrailError() {
        return raiseInputGuardrailError;
    }

    /** How often the model may answer again after an output guardrail tripped. */
    public int validationAttempts() {
        return validationAttempts;
    }

    /** The form of the agent's answers; empty where they are free text. */
    public Optional<OutputType> outputType() {
        return Optional.ofNullable(outputType);
    }

    /** Model requests that one run of this agent may make; past it the run fails. */
    public int maxTurns() {
        return maxTurns;
    }

    /** What the agent's model is told when the conversation is handed over to it. */
    public String handoffReminder() {
        return handoffReminder;
    }

    /** What the agent's model is told beside the conversation, in the order in which it was given. */
    public List<Reminder> reminders() {
        return reminders;
    }

    @Override
    public String toString() {
        return "Agent " + name;
    }

    /** Collects what makes an agent. Not safe for several threads. */
    public static final class Builder {

        private final String name;
        private final ToolCollector tools = new ToolCollector();
        private final Set<String> mcpServers = new LinkedHashSet<>();
        private String description = "";
        private Function<Map<String, Object>, String> instructions = context -> "";
        private @Nullable String model;
        private ModelSettings settings = ModelSettings.DEFAULTS;
        private List<String> conversationStarters = List.of();
        private List<String> quickReplies = List.of();
        private boolean cachesConversationStarters;
        private List<Guardrail> inputGuardrails = List.of();
        private List<Guardrail> outputGuardrails = List.of();
        private boolean raiseInputGuardrailError;
        private int validationAttempts = DEFAULT_VALIDATION_ATTEMPTS;
        private @Nullable OutputType outputType;
        private int maxTurns = DEFAULT_MAX_TURNS;
        private String handoffReminder;
        private List<Reminder> reminders = List.of();

        private Builder(String name) {
            this.name = NameRule.checked("agent", name);
            handoffReminder = "Transfer completed. You are " + name + ". Please continue the task.";
        }

        /** What other agents are told about it. */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /** The system prompt. */
        public Builder instructions(String text) {
            instructions = context -> text;
            return this;
        }

        /**
         * A system prompt in a resource of the class path, or else in a file. A file is read again where it has changed;
         * so is a resource in dev mode.
         *
         * @param place a resource's name, such as {@code prompts/scout.md}, or a file's path
         * @throws AgencyException if there is neither, or it can't be read as UTF-8
         */
        public Builder instructionsFrom(String place) {
            Supplier<String> text = TextSource.at(place);
            instructions = context -> text.get();
            return this;
        }

        /**
         * A system prompt that depends on the run.
         *
         * @param fromUserContext called once a turn on the run's virtual thread, so it may block
         */
        public Builder instructions(Function<Map<String, Object>, String> fromUserContext) {
            instructions = fromUserContext;
            return this;
        }

        /** The model's name, with its client's prefix; see {@link io.agencyswarm.model.ModelClient#prefix()}. */
        public Builder model(String modelName) {
            model = modelName;
            return this;
        }

        /** How the model is to answer. */
        public Builder settings(ModelSettings modelSettings) {
            settings = modelSettings;
            return this;
        }

        /**
         * Adds tools: beans with {@code @Tool} methods, classes of records that implement
         * {@link io.agencyswarm.tool.ToolClass}, {@link Tool}s, {@link OpenApiTools}, or {@link HostedTool}s, which the
         * model's provider runs.
         *
         * @throws AgencyException if one of them is not a valid tool or has no schema
         */
        public Builder tools(Object... sources) {
            tools.add(sources);
            return this;
        }

        /**
         * Adds the tools of MCP servers. A server is connected to when a run needs it first; where it is not available
         * then, the run goes on without its tools.
         *
         * @param names of servers in the configuration ({@code agency-swarm.mcp.<name>.…}); the start is refused where
         *     there is none of the name
         */
        public Builder mcpServers(String... names) {
            mcpServers.addAll(List.of(names));
            return this;
        }

        /** What a front end may offer as a first message. */
        public Builder conversationStarters(String... messages) {
            conversationStarters = List.of(messages);
            return this;
        }

        /**
         * Short first messages that a front end may offer as buttons. The model answers each once; after that the same
         * answer comes without it, so they suit what everyone is told the same.
         */
        public Builder quickReplies(String... messages) {
            quickReplies = List.of(messages);
            return this;
        }

        /** Caches answers to conversation starters as those to quick replies are; off by default. */
        public Builder cacheConversationStarters(boolean on) {
            cachesConversationStarters = on;
            return this;
        }

        /**
         * What looks at a message, of the user or of another agent, before the model does. The first to trip counts.
         */
        public Builder inputGuardrails(Guardrail... guardrails) {
            inputGuardrails = List.of(guardrails);
            return this;
        }

        /** What looks at an answer before it counts. The first to trip counts: the model is told and answers again. */
        public Builder outputGuardrails(Guardrail... guardrails) {
            outputGuardrails = List.of(guardrails);
            return this;
        }

        /** Whether an input guardrail that trips ends the run as a failure; by default its guidance is the answer. */
        public Builder raiseInputGuardrailError(boolean on) {
            raiseInputGuardrailError = on;
            return this;
        }

        /**
         * How often the model may answer again after an output guardrail tripped,
         * {@value Agent#DEFAULT_VALIDATION_ATTEMPTS} by default; past it the run fails.
         */
        public Builder validationAttempts(int further) {
            require(further >= 0, "validationAttempts " + further + ", but can't answer again less than 0 times.");
            validationAttempts = further;
            return this;
        }

        /**
         * The type of each answer: a record, an enum, a sealed interface, a number. {@code response} is its JSON. The
         * model is held to its schema; an answer that does not fit all the same fails the run.
         *
         * @throws AgencyException if a model can't be held to the type's schema
         */
        public Builder outputType(Class<?> type) {
            outputType = OutputType.of(type);
            return this;
        }

        /** As {@link #outputType(Class)}, for types with type arguments: {@code new TypeReference<List<Offer>>() {}}. */
        public Builder outputType(TypeReference<?> type) {
            outputType = OutputType.of(type.getType());
            return this;
        }

        /** Model requests that one run of this agent may make, {@value Agent#DEFAULT_MAX_TURNS} by default. */
        public Builder maxTurns(int turns) {
            require(turns >= 1, "maxTurns " + turns + ", but needs at least one turn to answer.");
            maxTurns = turns;
            return this;
        }

        /**
         * What the model is told when another agent hands over to this one, instead of "Transfer completed. You are …."
         * It is part of the conversation from then on. {@link Agency.Builder#silentHandoff} leaves it out.
         */
        public Builder handoffReminder(String text) {
            require(
                    !text.isBlank(),
                    "a blank handoffReminder. Write a text, or leave it out with Agency.silentHandoff(…).");
            handoffReminder = text;
            return this;
        }

        /** What the agent's model is told beside the conversation, in this order; replaces what was given before. */
        public Builder reminders(Reminder... all) {
            reminders = List.of(all);
            return this;
        }

        /** The agent; refused with an {@link AgencyException} where two of its tools have one name. */
        public Agent build() {
            tools.requireOwnNames(name);
            return new Agent(this);
        }

        private void require(boolean isRight, String otherwise) {
            if (!isRight) {
                throw new AgencyException(ErrorCode.CONFIGURATION, "Agent " + name + " has " + otherwise);
            }
        }
    }
}
