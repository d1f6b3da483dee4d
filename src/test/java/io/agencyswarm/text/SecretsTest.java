package io.agencyswarm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-abcdef0123456789",
                "sk-proj-Ab_cd-0123456789abcdefABCDEF",
                "sk-ant-api03-AbCdEf0123456789_-xyz",
                "sk-or-v1-0123456789abcdef",
                "sk-proj-************************WXYZ",
                "xai-0123456789abcdef",
                "AIzaSyA0123456789abcdefghijklmnopqrstuv"
            })
    void redact_keysOfProviders_areTakenOut(String key) {
        assertThat(Secrets.redact("Incorrect API key provided: " + key + ". Find yours at https://example.com."))
                .doesNotContain(key.substring(4))
                .startsWith("Incorrect API key provided: ")
                .endsWith(" Find yours at https://example.com.");
        assertThat(Secrets.redact(key)).isEqualTo("…");
        assertThat(Secrets.redact("{\"key\":\"" + key + "\"}")).isEqualTo("{\"key\":\"…\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void redact_bearerToken_isTakenOutButNotTheWord(String scheme) {
        assertThat(Secrets.redact("Authorization: " + scheme + " abc.DEF-123_~+/== and more"))
                .isEqualTo("Authorization: " + scheme + " … and more");
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:password@host/a,https://…@host/a",
        "redis://:password@host:6379,redis://…@host:6379",
        "http://user@host?x=a@b,http://…@host?x=a@b",
        "postgres://a:p@ss@w@host,postgres://…@host",
        "https://host/a@b,https://host/a@b",
        "mail user:x@host,mail user:x@host"
    })
    void redact_userOfAnAddress_isTakenOut(String text, String shown) {
        assertThat(Secrets.redact(text)).isEqualTo(shown);
    }

    @Test
    void redact_severalSecrets_areAllTakenOut() {
        assertThat(Secrets.redact("sk-aaaaaaaaaa, Bearer tttttttttttttttttttt; sk-bbbbbbbbbb"))
                .isEqualTo("…, Bearer …; …");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "The bearer of bad news.",
                "Agent Lead gave no answer within 25 turns, its maximum (Agent.maxTurns).",
                "risk-averse and task-based work at a desk-side disk-drive",
                "a key-task-holder",
                "sk-1",
                "api-key is missing",
                "gpt-5.4-mini, o1-preview, text-embedding-3-small",
                "call_0123456789abcdef, msg_0123456789abcdef, agent_run_0123456789abcdef",
                "https://api.openai.com/v1/responses",
                "3fa85f64-5717-4562-b3fc-2c963f66afa6"
            })
    void redact_ordinaryWords_stay(String text) {
        assertThat(Secrets.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer sk-secretkey",
                "Authorization: Bearer sk-abcdefghij",
                "key-sk-abcdefgh",
                "bearer             abc123def"
            })
    void redact_keyWithinAnotherWord_isTakenOut(String text) {
        assertThat(Secrets.redact(text)).endsWith("…").doesNotContain("secretkey", "abc");
    }

    /** A client may send a megabyte of any of these, for which quadratic code would take hours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer ",
                "bearer  x",
                "bearer-",
                "sk-",
                "sk-a-",
                "key-",
                "key_",
                "-key",
                "a-key-b ",
                "rk-gsk_",
                "pk-xai*",
                "AIza",
                "AIza-",
                " ",
                "a"
            })
    void redact_megabyteOfOneThing_isReadOnce(String part) {
        String text = part.repeat(1_000_000 / part.length());

        String redacted = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Secrets.redact(text));

        assertThat(redacted.length()).isLessThanOrEqualTo(text.length());
    }

    @Test
    void redact_megabyteWithASecretAtItsEnd_isStillRedacted() {
        assertThat(Secrets.redact("key-holder ".repeat(90_000) + "sk-abcdef0123456789"))
                .endsWith("key-holder …");
    }

    @Test
    void redact_groqKey_isTakenOut() {
        assertThat(Secrets.redact("Incorrect API key provided: gsk_0123456789abcdefghij."))
                .doesNotContain("0123456789abcdefghij");
    }

    @Test
    void redact_ordinaryWordsWithKeyOrBearer_stay() {
        String sentence = "Ask the key-holder; bearer authentication failed.";
        assertThat(Secrets.redact(sentence)).isEqualTo(sentence);
    }
}
