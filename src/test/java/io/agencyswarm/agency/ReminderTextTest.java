package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReminderTextTest {

    @Test
    void reminder_ofNothing_isRefused() {
        assertThatThrownBy(() -> Reminder.afterUserMessage(" "))
                .isInstanceOf(AgencyException.class)
                .hasMessage("A reminder has a blank text. Write a text.");
        assertThatThrownBy(() -> Reminder.everyToolCalls(15, ""))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("blank");
        assertThatThrownBy(() -> Reminder.everyToolCalls(0, "Pause."))
                .isInstanceOf(AgencyException.class)
                .hasMessageContaining("every 0 tool calls");
        assertThatThrownBy(() -> Agent.named("Clerk").handoffReminder(" "))
                .isInstanceOf(AgencyException.class)
                .hasMessageContainingAll("Agent Clerk", "blank handoffReminder", "silentHandoff");
    }

    @Test
    void reminders_ofSeveralCalls_areInTheirOrder() {
        Reminder first = Reminder.afterUserMessage("One.");
        Reminder second = Reminder.everyToolCalls(2, context -> "Two of " + context.get("team"));
        Agent agent =
                Agent.named("Clerk").reminders(first).reminders(second, first).build();

        assertThat(agent.reminders()).containsExactly(first, second, first);
        assertThat(second.text().apply(Map.of("team", "acme"))).isEqualTo("Two of acme");
        assertThat(agent.handoffReminder()).isEqualTo("Transfer completed. You are Clerk. Please continue the task.");
    }
}
