package io.agencyswarm.model.offline;

/** Fills a tool's output into a template. */
final class OutputTemplate {

    /**
     * Maximum length of the result, in characters, because a short script with many placeholders would multiply a long
     * output.
     */
    private static final int MAX_LENGTH = 16 << 20;

    private OutputTemplate() {}

    /** Replaces the placeholders. Returns the template unchanged if the result would be too long. */
    static String fill(String template, String output) {
        int places =
                (template.length() - template.replace(ScriptStep.OUTPUT, "").length()) / ScriptStep.OUTPUT.length();
        return template.length() + (long) places * output.length() > MAX_LENGTH
                ? template
                : template.replace(ScriptStep.OUTPUT, output);
    }
}
