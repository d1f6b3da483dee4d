package io.agencyswarm.model.call;

import java.util.regex.Pattern;

/** The form of a called tool's name that every provider accepts. Models call tools that do not exist, by any name. */
public final class ToolNameRule {

    private static final int MAX_LENGTH = 64;
    private static final Pattern NOT_ACCEPTED = Pattern.compile("[^a-zA-Z0-9_-]");

    private ToolNameRule() {}

    /** Returns the name itself if every provider accepts it, or a similar name. */
    public static String apply(String name) {
        String cleaned = NOT_ACCEPTED.matcher(name).replaceAll("_");
        return cleaned.isEmpty() ? "unnamed" : cleaned.substring(0, Math.min(cleaned.length(), MAX_LENGTH));
    }
}
