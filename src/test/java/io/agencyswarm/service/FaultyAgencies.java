package io.agencyswarm.service;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.agency.Agency;
import io.agencyswarm.agency.Agent;
import io.agencyswarm.tool.FailsRun;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Agents whose tools, guardrails and instructions throw Java's own exceptions and errors. */
@IfBuildProperty(name = "service-tests.agencies", stringValue = "true")
class FaultyAgencies {

    enum Colour {
        RED,
        GREEN
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Circle.class, name = "circle")})
    sealed interface Shape permits Circle {}

    record Circle(int radius) implements Shape {}

    record Order(@Pattern(regexp = "[A-Z]{3}") String code, LocalDate day, Colour colour, List<Integer> amounts) {
        Order {
            if (code.equals("BAD")) {
                throw new IllegalArgumentException();
            }
            Colour.valueOf(code.equals("ODD") ? "BLUE" : "RED");
        }
    }

    /** An object that can't be written as JSON. */
    static final class Odd {
        @SuppressWarnings("unused")
        private final int hidden = 1;

        Odd self() {
            return this;
        }
    }

    static final class Tools {

        @Tool("Fails without a message.")
        String mute() {
            throw new IllegalStateException();
        }

        @Tool("Fails without a message, and so does the run.")
        @FailsRun
        String muteAll() {
            throw new UnsupportedOperationException();
        }

        @Tool("Meets a null.")
        int nothing() {
            return ((String) absent()).length();
        }

        @Tool("Meets another class.")
        int cast() {
            return (Integer) (Object) "x";
        }

        @Tool("Meets no such constant.")
        String constant() {
            return Colour.valueOf("BLUE").name();
        }

        @Tool("Fails for a cause of a cause.")
        String wrapped() {
            throw new CompletionException(new UncheckedIOException(new IOException("The shelf is empty")));
        }

        @Tool("Fails for a file.")
        String file() {
            throw new UncheckedIOException(new NoSuchFileException("stock.csv"));
        }

        @Tool("Lacks a class.")
        String linkage() {
            throw new NoClassDefFoundError("com/acme/Driver");
        }

        @Tool("Promises what fails.")
        CompletionStage<String> promise() {
            return CompletableFuture.failedStage(new IllegalStateException());
        }

        @Tool("Returns what is no JSON.")
        Object odd() {
            return Map.of("odd", new Odd());
        }

        @Tool("Returns a stream.")
        Object stream() {
            return Multi.createFrom().items(1, 2);
        }

        @Tool("Takes an order.")
        String order(Order order) {
            return order.code();
        }

        @Tool("Takes values with forms of their own.")
        String forms(LocalDate day, UUID id, Duration time, Colour colour, int number, @Nullable Shape shape) {
            return day + " " + id + " " + time + " " + colour + " " + number + " " + shape;
        }

        private static @Nullable Object absent() {
            return null;
        }
    }

    @Produces
    @Singleton
    @Identifier("faulty")
    Agency faulty() {
        Agent worker = agent("Worker").tools(new Tools()).build();
        Agent guarded = agent("Guarded")
                .inputGuardrails((_, _) -> {
                    throw new NullPointerException();
                })
                .build();
        Agent judged = agent("Judged")
                .outputGuardrails((_, _) -> {
                    throw new ClassCastException("class a.b.C cannot be cast to class a.b.D");
                })
                .build();
        Agent untold = Agent.named("Untold")
                .model("gpt-4o")
                .instructions(context -> context.get("absent").toString())
                .build();
        Agent typed = agent("Typed").outputType(Order.class).build();
        return Agency.named("faulty")
                .entryPoints(worker, guarded, judged, untold, typed)
                .flow(worker, guarded)
                .build();
    }

    private static Agent.Builder agent(String name) {
        return Agent.named(name).instructions("You are the " + name + ".").model("gpt-4o");
    }
}
