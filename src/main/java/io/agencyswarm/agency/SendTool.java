package io.agencyswarm.agency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.ToolArguments;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The function by which an agent asks others, where it is to have a name, a description or arguments of its own:
 *
 * <pre>
 * SendTool task = SendTool.named("send_message_task").description("Sends a task.").arguments(TaskNotes.class);
 * Agency.named("desk").entryPoints(lead).flow(lead, scout, task).flow(lead, writer, task)
 * </pre>
 *
 * <p>The flows of an agent that have equal tools share one function. It takes {@code recipient_agent}, {@code message}
 * and {@code additional_instructions}, and then the further arguments. Those are checked as a tool's are. They make the
 * asking model think of something, and clients see them in its call; the agent that is asked gets the message and the
 * instructions alone. Immutable.
 *
 * @param name begins with {@code send_message}
 * @param description what the function is for; the agents that can be asked are listed after it
 * @param arguments the record whose components are the further arguments; null for none
 */
public record SendTool(
        String name, String description, @Nullable Class<? extends Record> arguments) {

    static final String RECIPIENT = "recipient_agent";
    static final String MESSAGE = "message";
    static final String INSTRUCTIONS = "additional_instructions";

    private static final Pattern NAME = Pattern.compile("send_message[A-Za-z0-9_-]{0,52}");

    /** What a flow has that names none, unless the agency says otherwise. */
    static final SendTool DEFAULT = named("send_message");

    /**
     * Checks the parts.
     *
     * @throws AgencyException if the name does not begin with {@code send_message}, is longer than 64 characters, or has
     *     characters other than letters, digits, {@code _} and {@code -}; if the record has no schema, or a component
     *     named as one of the three arguments that each send tool has
     */
    public SendTool {
        if (!NAME.matcher(name).matches()) {
            throw wrong(
                    name,
                    "can't have this name: clients know by \"send_message\" at its beginning that a call asks another"
                            + " agent, and model providers take 64 letters, digits, _ and - at most. Rename it, for"
                            + " example to send_message_task.");
        }
        if (arguments != null) {
            ObjectNode schema = ToolArguments.schema(arguments);
            for (String taken : List.of(RECIPIENT, MESSAGE, INSTRUCTIONS)) {
                if (schema.path("properties").has(taken)) {
                    throw wrong(
                            name,
                            "has an argument \"" + taken + "\" already, so " + arguments.getSimpleName()
                                    + " can't have a component of this name. Rename the component.");
                }
            }
        }
    }

    /**
     * A function with the default description and no further arguments.
     *
     * @param name begins with {@code send_message}; unique among the functions of each agent that has it
     */
    public static SendTool named(String name) {
        return new SendTool(name, "Asks another agent and returns its answer.", null);
    }

    /** The same with another description. */
    public SendTool description(String text) {
        return new SendTool(name, text, arguments);
    }

    /**
     * The same with further arguments.
     *
     * @param type a record, with annotations as those of a {@link io.agencyswarm.tool.ToolClass}
     * @throws AgencyException if it has no schema, or a component named as one of the three arguments that each send tool has
     */
    public SendTool arguments(Class<? extends Record> type) {
        return new SendTool(name, description, type);
    }

    private static AgencyException wrong(String name, String rest) {
        return new AgencyException(ErrorCode.CONFIGURATION, "The send tool \"" + name + "\" " + rest);
    }
}
