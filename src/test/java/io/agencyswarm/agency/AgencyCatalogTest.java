package io.agencyswarm.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.testing.LogLines;
import io.agencyswarm.tool.Tool;
import io.agencyswarm.tool.served.ServedTools;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The catalog's checks on CDI beans that the application's catalog does not see. */
@QuarkusTest
class AgencyCatalogTest {

    /** Their only bean type is Object; otherwise they would stop the start of every test. */
    static class Candidates {

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("my team")
        Agency blank() {
            return agency(
                    "my team", FixedTool.named("quiet"), FixedTool.named("look").asServed());
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("my_team")
        Agency underscore() {
            return agency("my_team");
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("left")
        Agency misnamed() {
            return agency("right");
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("docs")
        Agency reserved() {
            return agency("docs");
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("same tool")
        Agency sameTool() {
            return agency("same tool", FixedTool.named("look").asServed());
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("other tool")
        Agency otherTool() {
            return agency(
                    "other tool", FixedTool.described("look", "Something else").asServed());
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("unmade")
        Agency unmade() {
            return Agency.named("unmade").build();
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Named("port")
        @Identifier("starboard")
        Agency namedOtherwise() {
            return agency("starboard");
        }

        @Produces
        @Singleton
        @Unremovable
        @Typed(Object.class)
        @Identifier("strange")
        Agency strange() {
            Agent lead = Agent.named("Lead").build();
            return Agency.named("strange")
                    .entryPoints(lead)
                    .flow(Agent.named("Stranger").build(), lead)
                    .build();
        }

        private static Agency agency(String name, Object... tools) {
            return Agency.named(name)
                    .entryPoints(Agent.named("Lead").tools(tools).build())
                    .build();
        }
    }

    @Inject
    AgencyCatalog served;

    @Test
    void find_agenciesOfTheApplication_areFoundByTheirPaths() {
        assertThat(served.find("travel")).map(Agency::name).contains("travel");
        assertThat(served.find("nowhere")).isEmpty();
        assertThat(served.find("my_team")).isEmpty();
        assertThat(served.agencies()).extracting(Agency::name).contains("travel", "helpdesk");
    }

    @Test
    void find_nameWithBlanks_isFoundByItsPathOnly() {
        AgencyCatalog catalog = catalog("my team");

        assertThat(catalog.find("my_team")).map(Agency::name).contains("my team");
        assertThat(catalog.find("my team")).isEmpty();
    }

    @Test
    void start_twoAgenciesAtOnePath_isRefused() {
        refused(
                () -> catalog("my team", "my_team"),
                "/my_team",
                "\"my team\"",
                "\"my_team\"",
                "Candidates",
                "Rename one");
    }

    @Test
    void start_identifierThatDiffersFromTheName_isRefused() {
        refused(() -> catalog("left"), "\"left\"", "\"right\"", "Candidates", "same name");
    }

    @Test
    void start_nameOfTheBeanThatDiffersFromTheName_isRefused() {
        refused(() -> catalog("starboard"), "\"port\"", "\"starboard\"", "Candidates", "same name");
    }

    @Test
    void start_agentThatNoFlowReaches_isWarnedOf() {
        List<String> warned;
        try (LogLines log = new LogLines()) {
            catalog("strange");
            warned = log.lines();
        }

        assertThat(warned)
                .containsExactly("WARN " + AgencyCatalog.class.getName()
                        + " Agent Stranger of agency \"strange\" is not an entry point, and no flow leads to it from"
                        + " one. Only tools and requests that name it reach it. Add a flow or a handoff to it,"
                        + " or make it an entry point.");
    }

    @Test
    void start_reservedName_isRefused() {
        refused(() -> catalog("docs"), "\"docs\"", "Candidates", "openapi.json", "Rename it");
    }

    @Test
    void start_agencyThatCanNotBeMade_isRefusedWithItsProducerAndTheReason() {
        refused(() -> catalog("unmade"), "Candidates", "can't be created", "Agency \"unmade\" has no entry point");
    }

    @Test
    void start_servedToolThatCanNotBeMade_isRefusedWithTheReason() {
        refused(
                () -> new AgencyCatalog(List.of(), () -> {
                    throw new AgencyException(ErrorCode.CONFIGURATION, "the reason");
                }),
                "@ServedTool",
                "the reason");
    }

    @Test
    void servedTools_ofAgentsAndOfTheBuild_areThoseMarked() {
        Tool marked = FixedTool.named("alone").asServed();

        AgencyCatalog catalog = new AgencyCatalog(beans("my team"), () -> new ServedTools(List.of(marked)));

        assertThat(catalog.servedTools()).containsOnlyKeys("alone", "look").containsEntry("alone", marked);
    }

    @Test
    void servedTools_oneToolOfTwoAgencies_isServedOnce() {
        assertThat(catalog("my team", "same tool").servedTools()).containsOnlyKeys("look");
    }

    @Test
    void servedTools_differentToolsOfOneName_areRefused() {
        refused(() -> catalog("my team", "other tool"), "/tool/look", "Rename one", "@ServedTool");
    }

    private static AgencyCatalog catalog(String... identifiers) {
        return new AgencyCatalog(beans(identifiers), () -> new ServedTools(List.of()));
    }

    @SuppressWarnings("unchecked")
    private static List<InstanceHandle<Agency>> beans(String... identifiers) {
        List<InstanceHandle<Agency>> beans = new ArrayList<>();
        for (String identifier : identifiers) {
            InstanceHandle<?> bean = Arc.container()
                    .listAll(Object.class, Identifier.Literal.of(identifier))
                    .getFirst();
            beans.add((InstanceHandle<Agency>) bean);
        }
        return beans;
    }

    private static void refused(ThrowingCallable start, String... parts) {
        assertThatThrownBy(start)
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains(parts);
    }
}
