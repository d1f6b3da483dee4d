package io.agencyswarm.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.agency.SendTool;
import java.util.List;
import java.util.Set;
import org.jboss.jandex.Index;
import org.jboss.jandex.Type;
import org.junit.jupiter.api.Test;

class DeclaredDataTypesTest {

    record Invoice(String payer, List<Line> lines) {}

    record Line(String text) {}

    record Receipt(String payer) {}

    record Notes(String priority) {}

    enum Kind {
        ONE
    }

    sealed interface Verdict permits Guilty {}

    record Guilty(int years) implements Verdict {}

    record Offer(String text) {}

    record Elsewhere(String text) {}

    /** Names one record directly, and one through a method. */
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

        List<Agent> others() {
            return List.of(
                    Agent.named("Sorter").outputType(Kind.class).build(),
                    Agent.named("Judge").outputType(Verdict.class).build(),
                    Agent.named("Seller")
                            .outputType(new TypeReference<List<Offer>>() {})
                            .build());
        }

        private static Agent typed(Class<?> type) {
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
    void types_namedInAClassThatMakesAgentsOrSendTools_areFound() throws Exception {
        Index index = Index.of(
                Class.forName(Billing.class.getName() + "$1"),
                Kind.class,
                Verdict.class,
                Guilty.class,
                Offer.class,
                Billing.class,
                Sending.class,
                Archive.class,
                Notes.class,
                Invoice.class,
                Line.class,
                Receipt.class,
                Elsewhere.class,
                String.class);

        Set<Type> matches = DeclaredDataTypes.in(index, getClass().getClassLoader());

        assertThat(matches.stream().map(Type::toString))
                .containsExactlyInAnyOrder(
                        Invoice.class.getName(),
                        Receipt.class.getName(),
                        Notes.class.getName(),
                        Kind.class.getName(),
                        Verdict.class.getName(),
                        "java.util.List<" + Offer.class.getName() + ">");
    }
}
