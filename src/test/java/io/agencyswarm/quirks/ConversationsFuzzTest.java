package io.agencyswarm.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agencyswarm.item.Conversation;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every conversation, with answers of any provider, becomes a request that its provider accepts, without loss. */
class ConversationsFuzzTest {

    private static final Map<String, Object> THINKING = Map.of("type", "enabled", "budget_tokens", 2_048);

    private static final ToolSpec ADD =
            new ToolSpec("add", "Adds.", JsonText.object().put("type", "object"));

    @Provide
    Arbitrary<List<Scene>> conversations() {
        return Scenes.conversations();
    }

    @Provide
    Arbitrary<ModelTools> tools() {
        return Arbitraries.of(ModelTools.NONE, new ModelTools(List.of(ADD), List.of(), List.of()));
    }

    @Provide
    Arbitrary<ModelSettings> settings() {
        ModelSettings defaults = ModelSettings.DEFAULTS;
        return Arbitraries.of(
                defaults,
                ModelSettings.builder().reasoningEffort("high").build(),
                ModelSettings.builder()
                        .reasoningEffort("high")
                        .toolChoice("required")
                        .build(),
                ModelSettings.builder().extraArgument("thinking", THINKING).build(),
                ModelSettings.builder()
                        .extraArgument("additionalModelRequestFields", Map.of("thinking", THINKING))
                        .build());
    }

    @Property
    void request_ofAnyConversation_isTakenByItsProvider(
            @ForAll("conversations") List<Scene> scenes,
            @ForAll("settings") ModelSettings settings,
            @ForAll("tools") ModelTools tools) {
        List<Item> items = items(scenes);

        assertThat(Format.values()).allSatisfy(format -> {
            JsonNode body = format.body(request(items, settings, tools));
            assertThat(ProviderRules.refusal(format.path(), body))
                    .as("%s: %s", format, JsonText.write(body))
                    .isEmpty();
        });
    }

    @Property
    void request_ofAnyConversation_holdsAllOfIt(@ForAll("conversations") List<Scene> scenes) {
        HistoryWriter.Written written = HistoryWriter.write(scenes);
        List<Item> items = items(written);
        List<QuirkEntry> entries =
                ItemReader.entries(items.stream().<JsonNode>map(Item::json).toList());

        assertThat(Format.values()).allSatisfy(format -> {
            JsonNode body = format.body(request(items, ModelSettings.DEFAULTS, ModelTools.NONE));
            String shown = format + ": " + JsonText.write(body);
            assertThat(Completeness.said(format.path(), body)).as(shown).isEqualTo(Completeness.said(entries.stream()));
            assertThat(Completeness.calls(RequestReader.entries(format.path(), body)))
                    .as(shown)
                    .isEqualTo(written.pairs());
        });
    }

    @Property
    void request_ofAnyConversation_holdsNoReasoningOfOtherProviders(@ForAll("conversations") List<Scene> scenes) {
        List<Item> items = items(scenes);

        assertThat(Format.values()).allSatisfy(format -> {
            JsonNode body = format.body(request(items, ModelSettings.DEFAULTS, ModelTools.NONE));
            assertThat(Completeness.reasoning(body))
                    .as(format.name())
                    .allSatisfy(source -> assertThat(isOf(format, Scene.Source.valueOf(source)))
                            .as(source)
                            .isTrue());
        });
    }

    @Property
    void request_whileATurnGoesOn_holdsTheReasoningOfItsProvider(@ForAll("conversations") List<Scene> scenes) {
        Optional<Scene.Source> thinker = thinker(scenes.getLast());
        List<Item> items = items(scenes);

        assertThat(Format.values())
                .filteredOn(format -> thinker.isPresent() && isOf(format, thinker.get()))
                .allSatisfy(format -> {
                    String body = JsonText.write(format.body(request(items, ModelSettings.DEFAULTS, ModelTools.NONE)));
                    boolean isSecret = thinker.get() == Scene.Source.REDACTED;
                    assertThat(body).contains(isSecret ? "\"data\": \"sig\"" : thinker.get() + "mind");
                });
    }

    /** Returns the model whose reasoning precedes the calls with the last outputs. */
    private static Optional<Scene.Source> thinker(Scene last) {
        return last instanceof Scene.Turn turn && turn.pieces().getFirst() instanceof Scene.Piece.Thought
                ? Optional.of(turn.source())
                : Optional.empty();
    }

    private static boolean isOf(Format format, Scene.Source source) {
        return format == Format.RESPONSES
                ? source == Scene.Source.RESPONSES
                : !format.reasoningTag().isEmpty() && source.signature().startsWith(format.reasoningTag());
    }

    private static List<Item> items(List<Scene> scenes) {
        return items(HistoryWriter.write(scenes));
    }

    private static List<Item> items(HistoryWriter.Written written) {
        List<Item> items = Conversation.of(written.items()).between("Ann", null);
        return Conversation.wellFormed(items, Function.identity());
    }

    private static ModelRequest request(List<Item> items, ModelSettings settings, ModelTools tools) {
        return new ModelRequest("Ann", "", "Be brief.", items, tools, settings, null, ClientConfig.NONE);
    }
}
