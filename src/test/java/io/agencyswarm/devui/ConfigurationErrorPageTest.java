package io.agencyswarm.devui;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ConfigurationErrorPageTest {

    @Test
    void page_problem_isItsSentence() {
        String page = ConfigurationErrorPage.page(
                new ConfigurationException("Two agencies would be served at /a. Rename one."));

        assertThat(page)
                .startsWith("<!doctype html>\n<!--\nThe service did not start.\nTwo agencies would be served at /a.");
        assertThat(page).contains("<pre>Two agencies would be served at /a. Rename one.</pre>");
    }

    @Test
    void page_markup_isText() {
        String page =
                ConfigurationErrorPage.page(new ConfigurationException("--><script>alert(1)</script> & \"more\""));

        assertThat(page).doesNotContain("<script>").contains("-&#45;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; ");
    }

    @Test
    void page_manyHyphens_doNotEndTheComment() {
        String page = ConfigurationErrorPage.page(new ConfigurationException("a---b----->c"));

        assertThat(page.substring(0, page.indexOf("<html"))).containsOnlyOnce("-->");
    }

    @Test
    void record_problemOfTheConfiguration_hasNoTrace() {
        LogRecord record = new LogRecord(Level.SEVERE, "Failed to start quarkus");
        record.setThrown(new IllegalStateException(new ConfigurationException("Set APP_TOKEN.")));

        assertThat(ConfigurationErrorPage.withoutTrace(record)).isTrue();

        assertThat(record.getThrown()).isNull();
        assertThat(record.getMessage()).isEqualTo("The service did not start. Set APP_TOKEN.");
    }

    @Test
    void record_otherFailure_isLoggedAsItWas() {
        LogRecord record = new LogRecord(Level.SEVERE, "Failed to start quarkus");
        record.setThrown(new IllegalStateException("broken"));

        assertThat(ConfigurationErrorPage.withoutTrace(record)).isTrue();

        assertThat(record.getThrown()).isNotNull();
        assertThat(record.getMessage()).isEqualTo("Failed to start quarkus");
    }
}
