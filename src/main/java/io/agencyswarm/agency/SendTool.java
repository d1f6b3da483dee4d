package io.agencyswarm.agency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.tool.ToolArguments;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The function with which an agent asks others, with its own name, description or arguments:
 *
 * <pre>
 * SendTool task = SendTool.named("send_message_task").description("Sends a task.").arguments(TaskNotes.class);
 * Agency.named("desk").entryPoints(lead).flow(lead, scout, task).flow(lead, writer, task)
 * </pre>
 *
 * <p>The flows of an agent that have equal tools share one function. Its arguments are {@code recipient_agent},
 * {@code message} and {@code additional_instructions}, then the further arguments, which are checked like a tool's. The
 * asking model has to fill them in, and clients see them in its call; the agent that is asked gets only the message and
 * the instructions. Immutable.
 *
 * @param name begins with {@code send_message}
 * @param description the purpose of the function; the agents that can be asked are listed after it
 * @param arguments the record whose components are the further arguments; null for none
 */
public record SendTool(
        String name, String description, @Nullable Class<? extends Record> arguments) {

    /** The beginning of the name of each send tool, by which clients recognize a call to another agent. */
    public static final String PREFIX = "send_message";

    /** The argument with the name of the agent that is asked. */
    public static final String RECIPIENT = "recipient_agent";

    /** The argument with the message for that agent. */
    public static final String MESSAGE = "message";

    /** The optional argument with instructions for that agent. */
    public static final String INSTRUCTIONS = "additional_instructions";

    /** The function of flows that name none, unless the agency sets another. */
    static final SendTool DEFAULT = named(PREFIX);

    /**
     * Checks the components.
     *
     * @throws AgencyException if the name does not begin with {@code send_message}, is longer than 64 characters, or
     *     has characters other than letters, digits, {@code _} and {@code -}; if the record has no schema, or a
     *     component with the name of one of the three arguments that each send tool has
     */
    public SendTool {
        if (!name.startsWith(PREFIX) || !ToolSpec.isValidName(name)) {
            throw invalid(
                    name,
                    "can't have this name: it must begin with \"send_message\", by which clients recognize a call to"
                            + " another agent, and have at most 64 letters, digits, _ and -. Rename it, for example to"
                            + " send_message_task.");
        }
        if (arguments != null) {
            ObjectNode schema = ToolArguments.schema(arguments);
            for (String reserved : List.of(RECIPIENT, MESSAGE, INSTRUCTIONS)) {
                if (schema.path("properties").has(reserved)) {
                    throw invalid(
                            name,
                            "already has an argument \"" + reserved + "\", so " + arguments.getSimpleName()
                                    + " can't have a component of this name. Rename the component.");
                }
            }
        }
    }

    /**
     * Creates a function with the default description and no further arguments.
     *
     * @param name begins with {@code send_message}; unique among the functions of each agent that has it
     */
    public static SendTool named(String name) {
        return new SendTool(name, "Asks another agent and returns its answer.", null);
    }

    /** Returns a copy with another description. */
    public SendTool description(String text) {
        return new SendTool(name, text, arguments);
    }

    /**
     * Returns a copy with further arguments.
     *
     * @param type a record, with the same annotations as a {@link io.agencyswarm.tool.ToolClass}
     * @throws AgencyException if it has no schema, or a component with the name of one of the three arguments that each
     *     send tool has
     */
    public SendTool arguments(Class<? extends Record> type) {
        return new SendTool(name, description, type);
    }

    private static AgencyException invalid(String name, String remaining) {
        return new AgencyException(ErrorCode.CONFIGURATION, "The send tool \"" + name + "\" " + remaining);
    }
}
