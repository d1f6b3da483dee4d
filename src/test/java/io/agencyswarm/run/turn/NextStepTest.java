package io.agencyswarm.run.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextStepTest {

    private final Agent lead = Agent.named("Lead").build();
    private final Agent expert = Agent.named("Expert").build();
    private final Agent analyst = Agent.named("Data Analyst").build();
    private final Agency agency = Agency.named("team")
            .entryPoints(lead)
            .flow(lead, expert)
            .handoff(lead, expert, analyst)
            .build();

    @Test
    void after_message_isTheFinalAnswer() {
        assertThat(after(message("hi"))).isEqualTo(new NextStep.FinalAnswer("hi"));
    }

    @Test
    void after_severalMessages_theirTextIsTheFinalAnswer() {
        assertThat(after(message("One "), reasoning(), message("and two."), other()))
                .isEqualTo(new NextStep.FinalAnswer("One and two."));
    }

    @Test
    void after_commentaryAndAFinalAnswer_theAnswerIsTheFinalAnswer() {
        assertThat(after(
                        phase("commentary", "Let me see. "),
                        phase("final_answer", "It is "),
                        message("clearly "),
                        phase("final_answer", "nine.")))
                .isEqualTo(new NextStep.FinalAnswer("It is clearly nine."));
    }

    @Test
    void after_commentaryAlone_isTheFinalAnswer() {
        assertThat(after(phase("commentary", "Let me see. "), message("Nine.")))
                .isEqualTo(new NextStep.FinalAnswer("Let me see. Nine."));
    }

    @Test
    void after_nothing_isAnEmptyFinalAnswer() {
        assertThat(after()).isEqualTo(new NextStep.FinalAnswer(""));
        assertThat(after(reasoning(), other())).isEqualTo(new NextStep.FinalAnswer(""));
    }

    @Test
    void after_calls_areRunInTheirOrder() {
        Item.FunctionCall first = call("1", "look");
        Item.FunctionCall second = call("2", "send_message");

        assertThat(after(reasoning(), first, message("wait"), second))
                .isEqualTo(new NextStep.RunTools(List.of(first, second)));
    }

    @Test
    void after_transferToSomeoneWithoutAHandoff_isACallLikeAnyOther() {
        Item.FunctionCall call = call("1", "transfer_to_Nobody");

        assertThat(after(call)).isEqualTo(new NextStep.RunTools(List.of(call)));
        assertThat(NextStep.after(List.of(call("1", "transfer_to_Expert")), agency, expert, _ -> false))
                .isInstanceOf(NextStep.RunTools.class);
    }

    @Test
    void after_handoff_goesToTheSuccessor() {
        Item.FunctionCall call = call("1", "transfer_to_Data_Analyst");

        assertThat(after(message("bye"), call)).isEqualTo(new NextStep.HandOff(call, analyst, List.of()));
    }

    @Test
    void after_handoffAmongOtherCalls_comesFirstAndTheOthersAreKept() {
        Item.FunctionCall before = call("1", "look");
        Item.FunctionCall handoff = call("2", "transfer_to_Expert");
        Item.FunctionCall after = call("3", "look");

        assertThat(after(before, handoff, after))
                .isEqualTo(new NextStep.HandOff(handoff, expert, List.of(before, after)));
    }

    @Test
    void after_twoHandoffs_theFirstCounts() {
        Item.FunctionCall first = call("1", "transfer_to_Data_Analyst");
        Item.FunctionCall second = call("2", "transfer_to_Expert");

        assertThat(after(first, second)).isEqualTo(new NextStep.HandOff(first, analyst, List.of(second)));
    }

    private NextStep after(Item... turn) {
        return NextStep.after(List.of(turn), agency, lead, _ -> false);
    }

    private static Item message(String text) {
        return new Item.Message(Json.object().put("role", "assistant").put("content", text), "assistant");
    }

    private static Item phase(String phase, String text) {
        return new Item.Message(
                Json.object().put("role", "assistant").put("content", text).put("phase", phase), "assistant");
    }

    private static Item.FunctionCall call(String callId, String name) {
        return new Item.FunctionCall(Json.object().put("call_id", callId), callId, name, "{}");
    }

    private static Item reasoning() {
        return new Item.Reasoning(Json.object().put("type", "reasoning"));
    }

    private static Item other() {
        return new Item.Other(Json.object().put("type", "web_search_call"));
    }
}
