package io.agencyswarm.model.offline;

/** Puts a tool's output into a template. */
final class Filling {

    /** The longest result, in characters: a short script with many places must not multiply a long output. */
    private static final int MAX_LENGTH = 16 << 20;

    private Filling() {}

    /** Returns the template as it is where the result would be too long. */
    static String fill(String template, String output) {
        int places =
                (template.length() - template.replace(ScriptStep.OUTPUT, "").length()) / ScriptStep.OUTPUT.length();
        return template.length() + (long) places * output.length() > MAX_LENGTH
                ? template
                : template.replace(ScriptStep.OUTPUT, output);
    }
}
