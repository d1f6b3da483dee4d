package io.agencyswarm.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.SendTool;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class OutputTypesTest {

    record Invoice(String payer, List<Line> lines) {}

    record Line(String text) {}

    record Receipt(String payer) {}

    record Notes(String priority) {}

    record Elsewhere(String text) {}

    /** Names one record itself, and one through a method of its own. */
    static final class Billing {

        Agent clerk() {
            return Agent.named("Clerk")
                    .instructions("Bill.")
                    .outputType(Invoice.class)
                    .build();
        }

        Agent cashier() {
            return typed(Receipt.class);
        }

        private static Agent typed(Class<? extends Record> type) {
            return Agent.named("Cashier").instructions("Bill.").outputType(type).build();
        }
    }

    /** Knows of no agent. */
    static final class Sending {

        SendTool task() {
            return SendTool.named("send_message_task").arguments(Notes.class);
        }
    }

    /** Has nothing to do with agents. */
    static final class Archive {

        Class<?> kept() {
            return Elsewhere.class;
        }
    }

    @Test
    void records_namedInAClassThatMakesAgentsOrSendTools_areFound() throws IOException {
        Index index = Index.of(
                Billing.class,
                Sending.class,
                Archive.class,
                Notes.class,
                Invoice.class,
                Line.class,
                Receipt.class,
                Elsewhere.class,
                String.class);

        Set<DotName> found = OutputTypes.in(index, getClass().getClassLoader());

        assertThat(found)
                .containsExactlyInAnyOrder(
                        DotName.createSimple(Invoice.class),
                        DotName.createSimple(Receipt.class),
                        DotName.createSimple(Notes.class));
    }
}
