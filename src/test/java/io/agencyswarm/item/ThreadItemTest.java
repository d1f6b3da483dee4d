package io.agencyswarm.item;

import static io.agencyswarm.item.Items.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadItemTest {

    private static final String BOOKKEEPING = "'agent':'Lead','callerAgent':null,'timestamp':1700000000000,"
            + "'agent_run_id':'agent_run_1','run_trace_id':'trace_1','history_protocol':'responses'";

    @Test
    void of_itemThatWeWrote_comesBackTheSame() {
        ObjectNode json = json("{'type':'message','role':'assistant','id':'msg_1','status':'completed','content':"
                + "[{'type':'output_text','text':'hi','annotations':[],'logprobs':[]}],'extra':1.10," + BOOKKEEPING
                + "}");

        ThreadItem item = ThreadItem.of(json).orElseThrow();

        assertThat(item.origin()).isEqualTo(new Origin("Lead", null, "agent_run_1", "trace_1", null));
        assertThat(item.timestamp()).isEqualTo(1_700_000_000_000L);
        assertThat(item.toJson()).isEqualTo(json);
        assertThat(ThreadItem.of(item.toJson())).contains(item);
    }

    @Test
    void of_itemOfADelegatedRun_keepsCallerAndParent() {
        ObjectNode json = json("{'type':'function_call','call_id':'c1','name':'add','arguments':'{}','agent':'Expert',"
                + "'callerAgent':'Lead','timestamp':1700000000000,'agent_run_id':'r','run_trace_id':'t',"
                + "'history_protocol':'responses','parent_run_id':'call_7'}");

        ThreadItem item = ThreadItem.of(json).orElseThrow();

        assertThat(item.origin()).isEqualTo(new Origin("Expert", "Lead", "r", "t", "call_7"));
        assertThat(item.toJson()).isEqualTo(json);
    }

    @Test
    void of_anyItem_isStrippedOfOurKeysAndNothingElse() {
        ObjectNode json = json("{'role':'user','content':'hi','agent_id':'theirs','message_origin':'handoff_reminder',"
                + "'parent_run_id':'c1'," + BOOKKEEPING + "}");

        ThreadItem item = ThreadItem.of(json).orElseThrow();

        assertThat(item.item().json()).isEqualTo(json("{'role':'user','content':'hi','agent_id':'theirs'}"));
    }

    @Test
    void of_anyItem_leavesTheClientsObjectAsItIs() {
        ObjectNode json = json("{'role':'user','content':'hi'," + BOOKKEEPING + "}");
        ObjectNode before = json.deepCopy();

        ThreadItem.of(json);

        assertThat(json).isEqualTo(before);
    }

    @Test
    void of_itemWithoutBookkeeping_belongsToNoAgentAndComesFromTheUser() {
        ThreadItem item = ThreadItem.of(json("{'role':'user','content':'hi'}")).orElseThrow();

        assertThat(item.origin()).isEqualTo(new Origin("", null, "", "", null));
        assertThat(item.timestamp()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'soon'", "null", "{}", "1e999999999"})
    void of_timestampThatIsNone_isReadAllTheSame(String timestamp) {
        assertThat(ThreadItem.of(json("{'role':'user','content':'hi','timestamp':" + timestamp + "}")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'no item'," + BOOKKEEPING + "}",
                "{" + BOOKKEEPING + "}",
                "{'type':'function_call','name':'no id'," + BOOKKEEPING + "}"
            })
    void of_otherShape_isSkipped(String text) {
        assertThat(ThreadItem.of(json(text))).isEmpty();
    }

    @Test
    void toJson_each_isATreeOfItsOwn() {
        ThreadItem item = new ThreadItem(Item.userMessage("hi"), new Origin("Lead", null, "r", "t", null), 1);

        item.toJson().put("content", "changed");

        assertThat(item.toJson().path("content").textValue()).isEqualTo("hi");
        assertThat(item.item().json().has("agent")).isFalse();
    }

    @Test
    void toJson_callerIsTheUser_saysNullAndLeavesTheParentOut() {
        ObjectNode json = new ThreadItem(Item.userMessage("hi"), new Origin("Lead", null, "r", "t", null), 1).toJson();

        assertThat(json.get("callerAgent").isNull()).isTrue();
        assertThat(json.has("parent_run_id")).isFalse();
    }
}
