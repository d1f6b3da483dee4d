package io.agencyswarm.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.testing.Fuzz;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HistoryFuzzTest {

    private static final List<String> NAMES = List.of(
            "type",
            "role",
            "content",
            "call_id",
            "id",
            "name",
            "arguments",
            "output",
            "summary",
            "agent",
            "callerAgent",
            "agent_run_id",
            "parent_run_id",
            "timestamp",
            "text",
            "citations",
            "provider_data");

    private static final List<String> VALUES = List.of(
            "message",
            "function_call",
            "function_call_output",
            "reasoning",
            "web_search_call",
            "user",
            "assistant",
            "system",
            "c1",
            "c2",
            "c3",
            "msg_1",
            "fc_1",
            "rs_1",
            "__fake_id__",
            "Lead",
            "{}",
            "hello");

    @Provide
    Arbitrary<List<ObjectNode>> histories() {
        return Fuzz.objects(NAMES, VALUES, 2).list().ofMaxSize(25);
    }

    @Property
    void history_ofAnyObjects_givesItemsThatComeBackTheSame(@ForAll("histories") List<ObjectNode> history) {
        Conversation conversation = Conversation.of(history);

        assertThat(conversation.items()).allSatisfy(item -> {
            ThreadItem second = ThreadItem.of(item.toJson()).orElseThrow();
            assertThat(second.item()).isEqualTo(item.item());
            assertThat(second.origin()).isEqualTo(item.origin());
        });
    }

    @Property
    void history_wellFormed_hasEachOutputBehindItsCallAndNothingElseIsMissing(
            @ForAll("histories") List<ObjectNode> history) {
        List<Item> items = Conversation.of(history).between("Lead", null);
        List<Item> stored = Conversation.wellFormed(items, Function.identity());

        List<String> open = new ArrayList<>();
        for (Item item : stored) {
            switch (item) {
                case Item.FunctionCall call -> open.add(call.callId());
                case Item.FunctionCallOutput output ->
                    assertThat(open.remove(output.callId())).isTrue();
                case Item.Message _,
                        Item.Reasoning _,
                        Item.HostedCall _,
                        Item.OtherCall _,
                        Item.OtherCallOutput _,
                        Item.Other _ -> {}
            }
        }
        assertThat(open).isEmpty();
        assertThat(Conversation.wellFormed(stored, Function.identity())).isEqualTo(stored);
        assertThat(stored)
                .containsAll(items.stream()
                        .filter(item -> item instanceof Item.Message || item instanceof Item.Other)
                        .toList());
    }
}
