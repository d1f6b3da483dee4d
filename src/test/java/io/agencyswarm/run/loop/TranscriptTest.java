package io.agencyswarm.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.item.Item;
import io.agencyswarm.item.Origin;
import io.agencyswarm.item.ThreadItem;
import io.agencyswarm.json.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final Origin LEAD = new Origin("Lead", null, "r1", "t", null);
    private static final Origin EXPERT = new Origin("Expert", "Lead", "r2", "t", "1");
    private static final Origin DEEP = new Origin("Deep", "Expert", "r3", "t", "9");

    private final Transcript transcript = new Transcript();

    @Test
    void takeNew_nothingSaid_isEmpty() {
        assertThat(transcript.takeNew()).isEmpty();
    }

    @Test
    void takeNew_items_areInOrderWithTheirOrigins() {
        Item question = Item.userMessage("a");
        Item answer = message("b");
        transcript.add(question, LEAD);
        transcript.add(answer, EXPERT);

        assertThat(transcript.takeNew()).extracting(ThreadItem::item).containsExactly(question, answer);
        assertThat(transcript.items()).extracting(ThreadItem::origin).containsExactly(LEAD, EXPERT);
        assertThat(transcript.takeNew()).as("what was added since").isEmpty();
        assertThat(transcript.ownItems()).containsExactly(question, answer);
    }

    @Test
    void takeNew_delegatedRuns_standBeforeTheCallsThatCausedThem() {
        say(Item.userMessage("a"), reasoning(), call("1"), call("2"));
        Transcript second = delegate(transcript, "2");
        Transcript first = delegate(transcript, "1");
        first.add(Item.userMessage("to 1"), EXPERT);
        first.add(call("9"), EXPERT);
        Transcript deep = delegate(first, "9");
        deep.add(Item.userMessage("to 9"), DEEP);
        first.add(output("9"), EXPERT);
        second.add(Item.userMessage("to 2"), EXPERT);
        say(output("2"), output("1"), message("b"));

        assertThat(transcript.takeNew())
                .extracting(item -> shown(item.item()))
                .containsExactly(
                        "a",
                        "reasoning",
                        "to 1",
                        "to 9",
                        "call 9",
                        "output 9",
                        "call 1",
                        "to 2",
                        "call 2",
                        "output 2",
                        "output 1",
                        "b");
        assertThat(transcript.ownItems()).hasSize(7);
    }

    @Test
    void takeNew_timestamps_growStrictlyAndAreOfTheClock() {
        long before = System.currentTimeMillis();
        IntStream.range(0, 500).forEach(i -> say(Item.userMessage("m" + i), call("c" + i)));
        IntStream.range(0, 500).forEach(i -> {
            delegate(transcript, "c" + i).add(Item.userMessage("d" + i), EXPERT);
            say(output("c" + i));
        });

        List<Long> timestamps =
                transcript.takeNew().stream().map(ThreadItem::timestamp).toList();

        assertThat(timestamps).hasSize(2_000).doesNotHaveDuplicates().isSorted();
        assertThat(timestamps.getFirst()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void takeNew_callWithoutOutput_isDroppedWithItsReasoning() {
        say(Item.userMessage("a"), reasoning(), call("1"));

        assertThat(shownThread()).containsExactly("a");
    }

    @Test
    void takeNew_oneOfTwoCallsHasItsOutput_theOtherIsDropped() {
        say(Item.userMessage("a"), call("1"), call("2"), output("2"));

        assertThat(shownThread()).containsExactly("a", "call 2", "output 2");
    }

    @Test
    void takeNew_cutOffDelegatedRun_keepsWhatWasWholeInIt() {
        say(Item.userMessage("a"), call("1"));
        Transcript delegated = delegate(transcript, "1");
        delegated.add(Item.userMessage("to 1"), EXPERT);
        delegated.add(call("9"), EXPERT);

        assertThat(shownThread()).containsExactly("a", "to 1");
    }

    @Test
    void takeNew_sameItemsSaidTwice_areBothThere() {
        say(Item.userMessage("a"), Item.userMessage("a"));

        assertThat(shownThread()).containsExactly("a", "a");
    }

    @Test
    void takeNew_takenBeforeMoreIsSaid_staysTheSame() {
        say(Item.userMessage("a"));
        List<ThreadItem> thread = transcript.takeNew();

        say(Item.userMessage("b"));

        assertThat(thread).hasSize(1);
    }

    private void say(Item... items) {
        for (Item item : items) {
            transcript.add(item, LEAD);
        }
    }

    private List<String> shownThread() {
        return transcript.takeNew().stream().map(item -> shown(item.item())).toList();
    }

    private static String shown(Item item) {
        return switch (item) {
            case Item.Message message -> message.text();
            case Item.FunctionCall call -> "call " + call.callId();
            case Item.FunctionCallOutput output -> "output " + output.callId();
            case Item.Reasoning _ -> "reasoning";
            case Item.HostedCall _, Item.OtherCall _, Item.OtherCallOutput _, Item.Other _ -> "other";
        };
    }

    private static Item message(String text) {
        return new Item.Message(Json.object().put("role", "assistant").put("content", text), "assistant");
    }

    private static Item.FunctionCall call(String callId) {
        return new Item.FunctionCall(Json.object().put("call_id", callId), callId, "f", "{}");
    }

    private static Item output(String callId) {
        return Item.output(call(callId), "done");
    }

    private static Item reasoning() {
        return new Item.Reasoning(Json.object().put("type", "reasoning"));
    }

    @Test
    void takeNew_idUsedByTwoCalls_eachHasItsOwnDelegatedRun() {
        Item.FunctionCall first = call("0");
        Item.FunctionCall second = call("0");
        say(first, output("0"), second, output("0"));
        transcript.delegate(first).add(Item.userMessage("one"), EXPERT);
        transcript.delegate(second).add(Item.userMessage("two"), EXPERT);

        assertThat(shownThread()).containsExactly("one", "call 0", "output 0", "two", "call 0", "output 0");
    }

    private static Transcript delegate(Transcript transcript, String callId) {
        return transcript.ownItems().stream()
                .filter(Item.FunctionCall.class::isInstance)
                .map(Item.FunctionCall.class::cast)
                .filter(call -> call.callId().equals(callId))
                .findFirst()
                .map(transcript::delegate)
                .orElseThrow();
    }
}
