package io.agencyswarm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/**
 * Checks texts for clients and models: they must not contain names of Java classes, packages, libraries or exceptions.
 */
public final class PlainWords {

    private static final Pattern INNER = Pattern.compile(
            "\\b(?:java|javax|jakarta|com|org|io|dev|sun|jdk)\\.(?:[a-z_0-9]+\\.)*[a-z_0-9]*(?:\\$?[A-Z]\\w*)"
                    + "|\\b[A-Z]\\w*Exception\\b|\\bNullPointer|Cannot invoke \"|because the return value of"
                    + "|\\b(?:java\\.(?:lang|util|io|net)|com\\.fasterxml|dev\\.langchain4j"
                    + "|io\\.(?:quarkus|vertx|netty|smallrye))\\b|(?i:\\blangchain4j\\b|\\bjackson\\b|\\bvert\\.x\\b|\\bnetty\\b)"
                    + "|\\bJsonNode\\b|\\[Source: |StreamReadFeature|reference chain|\\bbound as\\b|START_OBJECT|START_ARRAY"
                    + "|VALUE_STRING|END_OBJECT|\\bmap to due to end-of-input|Cannot deserialize|Unrecognized token"
                    + "|\\bUnexpected character \\(");

    private PlainWords() {}

    /** Fails if a text contains such a name. */
    public static void assertPlain(String text) {
        assertThat(INNER.matcher(text).results().map(match -> match.group()).toList())
                .as(text)
                .isEmpty();
    }
}
