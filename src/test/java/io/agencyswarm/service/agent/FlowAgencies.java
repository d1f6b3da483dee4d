package io.agencyswarm.service.agent;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.Reminder;
import io.agencyswarm.agency.SendTool;
import io.agencyswarm.service.Notes;
import io.agencyswarm.tool.hosted.HostedTools;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import java.util.Map;

/** Agencies like those of the recorded flows, and agents with reminders. */
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class FlowAgencies {

    /** The arguments of a task in addition to the message. */
    record TaskNotes(
            @JsonPropertyDescription("How urgent.") String priority,
            @Max(5) int effort) {}

    /** The urgency of a task. */
    record TaskPriority(
            @JsonPropertyDescription("How urgent.") String priority) {}

    @Produces
    @Singleton
    @Identifier("flows")
    Agency flows(Notes notes) {
        SendTool task = SendTool.named("send_message_task").description("Sends tasks.");
        Agent ceo = agent("CEO").description("Leads").tools(notes).build();
        Agent dev = agent("Dev Team").description("Writes").tools(notes).build();
        Agent tester = agent("Tester").description("Tests").build();
        Agent analyst = agent("Analyst").handoffReminder("You are it now.").build();
        Agent quiet = agent("Quiet").build();
        return Agency.named("flows")
                .entryPoints(ceo)
                .flow(ceo, dev, task.arguments(TaskPriority.class))
                .flow(ceo, tester, task.arguments(TaskPriority.class))
                .flow(ceo, tester, SendTool.named("send_message_noted").arguments(TaskNotes.class))
                .handoff(ceo, analyst)
                .silentHandoff(ceo, quiet)
                .flow(ceo, analyst)
                .build();
    }

    /** Flows without a tool use the agency's. */
    @Produces
    @Singleton
    @Identifier("defaulted")
    Agency defaulted() {
        Agent lead = agent("Lead").build();
        Agent helper = agent("Helper").build();
        return Agency.named("defaulted")
                .entryPoints(lead)
                .flow(lead, helper)
                .sendTool(SendTool.named("send_message_brief").description("Asks briefly."))
                .build();
    }

    @Produces
    @Singleton
    @Identifier("reminded")
    Agency reminded(Notes notes) {
        Agent plain = agent("Plain")
                .tools(notes, HostedTools.webSearch())
                .reminders(Reminder.afterUserMessage("Be kind."), Reminder.everyToolCalls(2, "Pause."))
                .build();
        Agent polite = agent("Polite")
                .reminders(Reminder.afterUserMessage(FlowAgencies::greeting))
                .build();
        return Agency.named("reminded")
                .entryPoints(plain, polite)
                .flow(plain, polite)
                .flow(polite, plain)
                .handoff(plain, polite)
                .handoff(polite, plain)
                .build();
    }

    private static String greeting(Map<String, Object> userContext) {
        return switch (userContext.get("customer")) {
            case null -> " ";
            case Number _ -> throw new IllegalStateException("a number has no name");
            case Object customer -> "Greet " + customer + ".";
        };
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
