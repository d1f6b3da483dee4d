package io.agencyswarm.item;

import static io.agencyswarm.item.Items.assistant;
import static io.agencyswarm.item.Items.call;
import static io.agencyswarm.item.Items.item;
import static io.agencyswarm.item.Items.json;
import static io.agencyswarm.item.Items.output;
import static io.agencyswarm.item.Items.reasoning;
import static io.agencyswarm.item.Items.user;
import static io.agencyswarm.item.Items.wellFormed;
import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversationTest {

    @Test
    void of_otherShapes_areSkipped() {
        Conversation conversation = Conversation.of(List.of(
                json("{'role':'user','content':'a'}"),
                json("{'nonsense':1}"),
                json("{'type':'function_call','name':'no id'}"),
                json("{'role':'assistant','content':'b'}")));

        assertThat(conversation.items())
                .extracting(item -> ((Item.Message) item.item()).text())
                .containsExactly("a", "b");
    }

    @Test
    void first_betweenACallAndItsOutput_leavesTheCallOut() {
        Conversation conversation = Conversation.of(List.of(
                json("{'role':'user','content':'a','agent':'Lead'}"),
                json("{'type':'function_call','call_id':'c1','name':'x','agent':'Lead'}"),
                json("{'role':'user','content':'b','agent':'Expert','callerAgent':'Lead'}"),
                json("{'type':'reasoning','agent':'Expert','callerAgent':'Lead'}"),
                json("{'role':'user','content':'c','agent':'Analyst','callerAgent':'Lead'}"),
                json("{'role':'assistant','content':'d','agent':'Expert','callerAgent':'Lead'}"),
                json("{'type':'function_call_output','call_id':'c1','output':'d','agent':'Lead'}")));

        assertThat(conversation.first(0).items()).isEmpty();
        assertThat(conversation.first(2).items()).isEqualTo(conversation.items().subList(0, 1));
        assertThat(conversation.first(5).items())
                .containsExactly(
                        conversation.items().get(0),
                        conversation.items().get(2),
                        conversation.items().get(4));
        // Another pair in between does not separate reasoning from its call.
        assertThat(conversation.first(6).items())
                .hasSize(5)
                .doesNotContain(conversation.items().get(1));
        assertThat(conversation.first(7)).isEqualTo(conversation);
        assertThat(conversation.first(8)).isEqualTo(conversation);
    }

    @Test
    void first_beforeAHandoff_leavesOutTheMessageThatTellsOfIt() {
        Conversation conversation = Conversation.of(List.of(
                json("{'role':'user','content':'a','agent':'Lead'}"),
                json("{'role':'system','content':'b','agent':'Lead','message_origin':'handoff_reminder'}"),
                json("{'type':'reasoning','agent':'Lead'}"),
                json("{'type':'function_call','call_id':'c1','name':'transfer_to_Expert','agent':'Lead'}"),
                json("{'type':'function_call_output','call_id':'c1','output':'d','agent':'Lead'}")));

        for (int count = 1; count < 5; count++) {
            assertThat(conversation.first(count).items())
                    .containsExactly(conversation.items().getFirst());
        }
        assertThat(conversation.first(5)).isEqualTo(conversation);
    }

    @Test
    void first_afterWordsOfATurnThatHandsOver_leavesOutTheReminderOfThatHandoff() {
        Conversation conversation = Conversation.of(List.of(
                json("{'role':'user','content':'a','agent':'Lead'}"),
                json("{'role':'system','content':'b','agent':'Lead','message_origin':'handoff_reminder'}"),
                json("{'role':'assistant','content':'I pass you on.','agent':'Lead'}"),
                json("{'type':'function_call','call_id':'c0','name':'add','agent':'Lead'}"),
                json("{'type':'function_call','call_id':'c1','name':'transfer_to_Expert','agent':'Lead'}"),
                json("{'type':'function_call_output','call_id':'c0','output':'1','agent':'Lead'}"),
                json("{'type':'function_call_output','call_id':'c1','output':'d','agent':'Lead'}"),
                json("{'role':'user','content':'e','agent':'Expert'}")));

        for (int count = 2; count < 7; count++) {
            assertThat(conversation.first(count).items())
                    .as("first %d", count)
                    .doesNotContain(conversation.items().get(1));
        }
        assertThat(conversation.first(7).items()).isEqualTo(conversation.items().subList(0, 7));
        assertThat(conversation.first(8)).isEqualTo(conversation);
    }

    @Test
    void between_reminderWhoseHandoffAClientCutOff_isLeftOut() {
        Conversation conversation = Conversation.of(List.of(
                json("{'role':'system','content':'a','agent':'Lead','message_origin':'handoff_reminder'}"),
                json("{'type':'function_call','call_id':'c1','name':'transfer_to_Expert','agent':'Lead'}"),
                json("{'role':'user','content':'b','agent':'Expert'}"),
                json("{'role':'system','content':'c','agent':'Expert','message_origin':'handoff_reminder'}"),
                json("{'type':'function_call','call_id':'c2','name':'transfer_to_Lead','agent':'Expert'}"),
                json("{'type':'function_call_output','call_id':'c2','output':'d','agent':'Expert'}"),
                json("{'role':'system','content':'e','agent':'Lead','message_origin':'handoff_reminder'}"),
                json("{'role':'assistant','content':'f','agent':'Lead'}")));

        assertThat(conversation.between("Lead", null).stream()
                        .filter(Item.Message.class::isInstance)
                        .map(item -> ((Item.Message) item).text()))
                .containsExactly("b", "c", "f");
    }

    @Test
    void between_user_isWhatAllAgentsSaidWithTheUser() {
        Conversation conversation = new Conversation(List.of(
                said("1", "Lead", null), said("2", "Expert", "Lead"), said("3", "Analyst", null), said("4", "", null)));

        assertThat(texts(conversation.between("Lead", null))).containsExactly("1", "3", "4");
        assertThat(texts(conversation.between("Nobody", null))).containsExactly("1", "3", "4");
    }

    @Test
    void between_twoAgents_isOfThatPairAndDirectionOnly() {
        Conversation conversation = new Conversation(List.of(
                said("1", "Expert", "Lead"),
                said("2", "Expert", "Analyst"),
                said("3", "Lead", "Expert"),
                said("4", "Expert", null),
                said("5", "Expert", "Lead")));

        assertThat(texts(conversation.between("Expert", "Lead"))).containsExactly("1", "5");
        assertThat(texts(conversation.between("Lead", "Expert"))).containsExactly("3");
        assertThat(conversation.between("Analyst", "Lead")).isEmpty();
    }

    @Test
    void between_anyTimestamps_keepsTheOrderOfTheList() {
        Origin origin = new Origin("Lead", null, "r", "t", null);
        Conversation conversation = new Conversation(List.of(
                new ThreadItem(user("1"), origin, 1_700_000_000_000_000L),
                new ThreadItem(user("2"), origin, 1_700_000_000_000L),
                new ThreadItem(user("3"), origin, 0)));

        assertThat(texts(conversation.between("Lead", null))).containsExactly("1", "2", "3");
    }

    @Test
    void items_listIsChangedLater_stayTheSame() {
        List<ThreadItem> items = new ArrayList<>(List.of(said("1", "Lead", null)));
        Conversation conversation = new Conversation(items);

        items.clear();

        assertThat(conversation.items()).hasSize(1);
    }

    @Test
    void wellFormed_wholeConversation_isUnchanged() {
        Item[] whole = {
            user("a"),
            reasoning("r1"),
            call("1"),
            call("2"),
            output("2"),
            output("1"),
            item("{'type':'web_search_call','id':'ws'}"),
            reasoning("r2"),
            reasoning("r3"),
            assistant("b")
        };

        assertThat(wellFormed(whole)).containsExactly(whole);
    }

    @Test
    void wellFormed_nothing_isNothing() {
        assertThat(wellFormed()).isEmpty();
    }

    @Test
    void wellFormed_callWithoutOutput_isDropped() {
        Item first = call("1");
        Item answer = output("1");

        assertThat(wellFormed(user("a"), first, call("2"), answer)).containsExactly(user("a"), first, answer);
        assertThat(wellFormed(call("1"), user("a"))).containsExactly(user("a"));
    }

    @Test
    void wellFormed_outputWithoutCall_isDropped() {
        assertThat(wellFormed(output("1"), user("a"), output("2"))).containsExactly(user("a"));
    }

    @Test
    void wellFormed_outputBeforeItsCall_isDroppedWithTheCall() {
        assertThat(wellFormed(output("1"), call("1"), user("a"))).containsExactly(user("a"));
    }

    @Test
    void wellFormed_reasoningOfADroppedCall_isDropped() {
        assertThat(wellFormed(user("a"), reasoning("r1"), reasoning("r2"), call("1"), user("b")))
                .containsExactly(user("a"), user("b"));
    }

    @Test
    void wellFormed_reasoningAtTheEnd_isDropped() {
        assertThat(wellFormed(user("a"), reasoning("r1"))).containsExactly(user("a"));
    }

    @Test
    void wellFormed_twoOutputsOfOneCall_oneIsLeft() {
        Item once = call("1");

        assertThat(wellFormed(once, output("1"), output("1"))).hasSize(2).startsWith(once);
    }

    @Test
    void wellFormed_twoCallsOfOneIdAndOneOutput_oneCallIsLeft() {
        assertThat(wellFormed(call("1"), call("1"), output("1"))).containsExactly(call("1"), output("1"));
    }

    @Test
    void wellFormed_idUsedAgainLater_bothPairsStay() {
        assertThat(wellFormed(call("1"), output("1"), user("a"), call("1"), output("1")))
                .containsExactly(call("1"), output("1"), user("a"), call("1"), output("1"));
    }

    @Test
    void wellFormed_twoCallsOfOneIdInATurn_keepTheirOutputsInOrder() {
        Item[] whole = {call("1"), call("2"), call("1"), output("1"), output("2"), output("1"), assistant("a")};

        assertThat(wellFormed(whole)).containsExactly(whole);
    }

    @Test
    void wellFormed_openCallAndItsIdAgainInTheNextTurn_theOutputIsTheLaterOnes() {
        Item lost = item("{'type':'function_call','call_id':'1','name':'lost','arguments':'{}'}");

        assertThat(wellFormed(lost, user("a"), call("1"), output("1")))
                .containsExactly(user("a"), call("1"), output("1"));
        assertThat(wellFormed(lost, call("2"), output("2"), call("1"), output("1")))
                .containsExactly(call("2"), output("2"), call("1"), output("1"));
    }

    @Test
    void wellFormed_callsAndOutputsByTurns_keepTheirOutputs() {
        Item[] whole = {call("1"), call("2"), output("1"), call("3"), output("2"), output("3")};

        assertThat(wellFormed(whole)).containsExactly(whole);
    }

    private static ThreadItem said(String text, String agent, @Nullable String parent) {
        return new ThreadItem(user(text), new Origin(agent, parent, "r", "t", null), 1);
    }

    private static List<String> texts(List<Item> items) {
        return items.stream().map(item -> ((Item.Message) item).text()).toList();
    }

    @Test
    void wellFormed_outputBeforeItsCallAndAfter_dropsTheFirst() {
        Item.FunctionCall call = new Item.FunctionCall(Json.object().put("type", "function_call"), "1", "f", "{}");
        Item output = Item.output(call, "x");
        assertThat(Conversation.wellFormed(List.of(output, call, output), Function.identity()))
                .containsExactly(call, output);
    }

    @Test
    void wellFormed_reasoningOfParallelCalls_staysWhileOneOfThemStays() {
        Item reasoning = new Item.Reasoning(Json.object().put("type", "reasoning"));
        Item.FunctionCall cut = new Item.FunctionCall(Json.object().put("n", 1), "1", "f", "{}");
        Item.FunctionCall whole = new Item.FunctionCall(Json.object().put("n", 2), "2", "f", "{}");
        Item output = Item.output(whole, "x");
        assertThat(Conversation.wellFormed(List.of(reasoning, cut, whole, output), Function.identity()))
                .containsExactly(reasoning, whole, output);
    }

    @Test
    void wellFormed_anyHistory_isValid() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<Item> items = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                items.add(anyItem(random));
            }
            Map<String, Integer> open = new HashMap<>();
            for (Item item : Conversation.wellFormed(items, Function.identity())) {
                switch (item) {
                    case Item.FunctionCall call -> open.merge(call.callId(), 1, Integer::sum);
                    case Item.FunctionCallOutput output ->
                        assertThat(open.merge(output.callId(), -1, Integer::sum))
                                .isNotNegative();
                    case Item.Message _,
                            Item.Reasoning _,
                            Item.HostedCall _,
                            Item.OtherCall _,
                            Item.OtherCallOutput _,
                            Item.Other _ -> {}
                }
            }
            assertThat(open.values()).allMatch(left -> left == 0);
        }
    }

    @Test
    void wellFormed_reasoningBeforeADroppedCallAndOtherReasoning_isDropped() {
        Item lost = new Item.Reasoning(Json.object().put("n", 1));
        Item retained = new Item.Reasoning(Json.object().put("n", 2));
        Item.FunctionCall cut = new Item.FunctionCall(Json.object().put("n", 3), "1", "f", "{}");
        Item.FunctionCall whole = new Item.FunctionCall(Json.object().put("n", 4), "2", "f", "{}");
        Item output = Item.output(whole, "x");
        assertThat(Conversation.wellFormed(List.of(lost, cut, retained, whole, output), Function.identity()))
                .containsExactly(retained, whole, output);
    }

    private static Item anyItem(Random random) {
        String id = String.valueOf(random.nextInt(3));
        Item.FunctionCall call = new Item.FunctionCall(Json.object().put("type", "function_call"), id, "f", "{}");
        return switch (random.nextInt(4)) {
            case 0 -> call;
            case 1 -> Item.output(call, "x");
            case 2 -> new Item.Reasoning(Json.object().put("type", "reasoning"));
            default -> Item.userMessage("hi");
        };
    }
}
