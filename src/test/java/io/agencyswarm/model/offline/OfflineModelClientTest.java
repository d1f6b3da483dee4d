package io.agencyswarm.model.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agencyswarm.error.ErrorCode;
import io.agencyswarm.item.Item;
import io.agencyswarm.model.ClientConfig;
import io.agencyswarm.model.ModelEvent;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRequest;
import io.agencyswarm.model.ModelSettings;
import io.agencyswarm.model.ModelStream;
import io.agencyswarm.model.ModelTools;
import io.agencyswarm.model.OfflineScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class OfflineModelClientTest {

    private static final String NOTE = "\n\n(Offline model: set OPENAI_API_KEY for real answers.)";

    @Test
    void open_scriptedText_isSaidVerbatim() throws InterruptedException {
        assertThat(said(client(), "text Hello  there.")).isEqualTo("Hello  there.");
    }

    @Test
    void open_plainMessage_isEchoedWithANote() throws InterruptedException {
        assertThat(said(client(), "What is ${output}?")).isEqualTo("Echo: What is ${output}?" + NOTE);
    }

    @Test
    void open_noUserMessage_isAnsweredToo() throws InterruptedException {
        assertThat(text(client().open(request()))).isEqualTo("Echo: nothing" + NOTE);
    }

    @Test
    void open_usage_countsItemsAndWords() throws InterruptedException {
        List<ModelEvent> events = drain(client().open(request(Item.userMessage("say 7"))));

        assertThat(events.getLast()).isInstanceOfSatisfying(ModelEvent.Completed.class, completed -> {
            assertThat(completed.usage().inputTokens()).isEqualTo(10);
            assertThat(completed.usage().outputTokens()).isEqualTo(7);
        });
    }

    @Test
    void open_messageThatIsNoScript_playsTheFirstScriptThatHasOne() throws InterruptedException {
        OfflineModelClient client = client(
                (_, _) -> Optional.empty(),
                (_, message) -> Optional.of("text Scripted for " + message),
                (_, _) -> Optional.of("text Not asked"));

        assertThat(said(client, "Ann")).isEqualTo("Scripted for Ann");
    }

    @Test
    void open_messageThatIsAScript_goesBeforeBeans() throws InterruptedException {
        assertThat(said(client((_, _) -> Optional.of("text bean")), "text message"))
                .isEqualTo("message");
    }

    @Test
    void open_scriptOfABeanWithCalls_playsTurnAfterTurn() throws InterruptedException {
        OfflineModelClient client = client((_, _) -> Optional.of("call lookup {\"id\":7} ;; text It is ${output}."));
        Item question = Item.userMessage("Where is order 7?");

        Item.FunctionCall call = call(client.open(request(question)));
        ModelStream second = client.open(request(question, call, Item.output(call, "on its way")));

        assertThat(call.arguments()).isEqualTo("{\"id\":7}");
        assertThat(text(second)).isEqualTo("It is on its way.");
    }

    @Test
    void open_outputInArguments_isEscaped() throws InterruptedException {
        OfflineModelClient client = client();
        Item script = Item.userMessage("call a ;; call b {\"got\":\"${output}\"}");
        Item.FunctionCall first = call(client.open(request(script)));

        Item.FunctionCall second = call(client.open(request(script, first, Item.output(first, "\"q\"\n"))));

        assertThat(second.name()).isEqualTo("b");
        assertThat(second.arguments()).isEqualTo("{\"got\":\"\\\"q\\\"\\n\"}");
    }

    @Test
    void open_turnPastTheLastStep_isEchoed() throws InterruptedException {
        OfflineModelClient client = client((_, _) -> Optional.of("text bean"));
        Item script = Item.userMessage("call a");
        Item.FunctionCall call = call(client.open(request(script)));

        assertThat(text(client.open(request(script, call, Item.output(call, "x")))))
                .isEqualTo("Echo: call a" + NOTE);
    }

    @Test
    void open_beanWhoseTextIsNoScript_saysWhatToWrite() {
        OfflineModelClient client = client((_, _) -> Optional.of("Hello!"));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> said(client, "Ann"))
                .withMessageContaining("\"Hello!\"")
                .withMessageContaining("put \"text \" before it")
                .matches(failure -> failure.code() == ErrorCode.CONFIGURATION && !failure.isRetryable());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            call price {"rolls": 6 ;; text That makes ${output}. ~ Step 1 of the script calls price. Arguments should \
            be one JSON object, but they are not valid JSON (line 1, column 13), \
            got "{\\"rolls\\": 6 ;; text That makes ${output}.". A ;; ends a step only where all braces are closed.
            call order {"order": {"bike": 1}}} ~ Step 1 of the script calls order. Arguments should be one JSON \
            object, but they are not valid JSON (line 1, column 23), got "{\\"order\\": {\\"bike\\": 1}}}".
            text a ;; reason why | call b [1] ~ Step 2 of the script calls b. Arguments should be a JSON object, got [1].
            text a ;; txt b ~ Step 2 of the script can't be read: "txt b". A step begins with text, say, call, \
            reason, fail, broken, drop or hang.
            cal price {} ;; text b ~ Step 1 of the script can't be read: "cal price {}". A step begins with text, \
            say, call, reason, fail, broken, drop or hang.
            call price{"rolls":6} ~ Step 1 of the script calls "price{"rolls":6}", which is not a valid tool name. \
            Write: call NAME JSON, with a space between them.
            """)
    void open_scriptThatCantBePlayed_isAnsweredWithWhatIsWrong(String script, String answer)
            throws InterruptedException {
        assertThat(said(client((_, _) -> Optional.of("text bean")), script)).isEqualTo(answer);
    }

    @Test
    void open_scriptOfABeanThatCantBePlayed_fails() {
        OfflineModelClient client = client((_, _) -> Optional.of("text a ;; call b {"));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> said(client, "Ann"))
                .withMessageContaining("Step 2 of the script calls b.")
                .matches(failure -> failure.code() == ErrorCode.CONFIGURATION && !failure.isRetryable());
    }

    @Test
    void open_outputAsANumberInArguments_isNoProblemOfTheScript() throws InterruptedException {
        assertThat(call(client().open(request(Item.userMessage("call a {\"n\": ${output}} ;; "))))
                        .name())
                .isEqualTo("a");
    }

    @Test
    void open_sayWithinTheBound_isPlayedAndBeyondItEchoed() throws InterruptedException {
        assertThat(said(client(), "say 10000")).startsWith("w1 w2 ").endsWith(" w10000 ");
        assertThat(said(client(), "say 10001")).startsWith("Echo: ");
        assertThat(said(client(), "reason x | say 10001")).startsWith("Echo: ");
    }

    @Test
    void open_scriptBeyondTheBound_isAPlainMessage() throws InterruptedException {
        assertThat(said(client(), "text " + "x".repeat(Script.MAX_LENGTH))).startsWith("Echo: text xxx");
    }

    @Test
    void open_fail_isRefusedWithTheStatus() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> said(client(), "fail 429"))
                .withMessageContaining("429")
                .matches(failure -> failure.code() == ErrorCode.MODEL_REFUSED && failure.isRetryable());
    }

    @Test
    void next_drop_breaksAfterAFewWords() throws InterruptedException {
        ModelStream stream = client().open(request(Item.userMessage("drop")));
        List<String> types = new ArrayList<>();

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> {
                    while (true) {
                        types.add(stream.next().type());
                    }
                })
                .matches(failure -> failure.code() == ErrorCode.MODEL_UNREACHABLE && !failure.isRetryable());
        assertThat(types).endsWith("response.output_text.delta").doesNotContain("response.completed");
        assertThat(stream.next()).isNull();
    }

    @Test
    void next_broken_reportsTheFailure() throws InterruptedException {
        assertThat(drain(client().open(request(Item.userMessage("broken")))).getLast())
                .isInstanceOfSatisfying(
                        ModelEvent.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo("The offline model broke."));
    }

    @Test
    void next_hang_endsWhenAnotherThreadCloses() throws InterruptedException {
        ModelStream stream = client().open(request(Item.userMessage("hang")));
        stream.next();
        stream.next();

        CompletableFuture<Optional<ModelEvent>> third = inBackground(stream);
        assertThat(third).isNotDone();
        stream.close();

        assertThat(third.join()).isEmpty();
    }

    @Test
    void next_longPause_endsWhenAnotherThreadCloses() throws InterruptedException {
        ModelStream stream = client().open(request(Item.userMessage("say 2 every 9999999ms")));
        for (int i = 0; i < 5; i++) {
            stream.next();
        }

        CompletableFuture<Optional<ModelEvent>> word = inBackground(stream);
        stream.close();

        assertThat(word.join()).isEmpty();
        assertThat(stream.next()).isNull();
    }

    @Test
    void next_interrupted_stops() throws InterruptedException {
        ModelStream stream = client().open(request(Item.userMessage("hang")));
        stream.next();
        stream.next();
        CompletableFuture<Throwable> ending = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                stream.next();
                ending.complete(new AssertionError("An event came."));
            } catch (InterruptedException e) {
                ending.complete(e);
            }
        });

        reader.interrupt();

        assertThat(ending.join()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void next_scriptedPace_isKept() throws InterruptedException {
        long start = System.nanoTime();

        said(client(), "say 4 every 30ms");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
    }

    @Test
    void prefix_isThatOfOfflineModels() {
        assertThat(client().prefix()).isEqualTo("offline/");
    }

    private static OfflineModelClient client(OfflineScript... scripts) {
        return new OfflineModelClient(List.of(scripts));
    }

    private static ModelRequest request(Item... input) {
        return new ModelRequest(
                "Lead",
                "any",
                "Be brief.",
                List.of(input),
                ModelTools.NONE,
                ModelSettings.DEFAULTS,
                null,
                ClientConfig.NONE);
    }

    private static String said(OfflineModelClient client, String message) throws InterruptedException {
        return text(client.open(request(Item.userMessage(message))));
    }

    private static String text(ModelStream stream) throws InterruptedException {
        return drain(stream).stream()
                .filter(ModelEvent.ItemDone.class::isInstance)
                .map(event -> ((ModelEvent.ItemDone) event).item())
                .map(item -> ((Item.Message) item).text())
                .findFirst()
                .orElseThrow();
    }

    private static Item.FunctionCall call(ModelStream stream) throws InterruptedException {
        return drain(stream).stream()
                .filter(ModelEvent.ItemDone.class::isInstance)
                .map(event -> (Item.FunctionCall) ((ModelEvent.ItemDone) event).item())
                .findFirst()
                .orElseThrow();
    }

    private static List<ModelEvent> drain(ModelStream stream) throws InterruptedException {
        List<ModelEvent> events = new ArrayList<>();
        for (ModelEvent event = stream.next(); event != null; event = stream.next()) {
            events.add(event);
        }
        return events;
    }

    private static CompletableFuture<Optional<ModelEvent>> inBackground(ModelStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Optional.ofNullable(stream.next());
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }
}
