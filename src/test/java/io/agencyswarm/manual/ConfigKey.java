package io.agencyswarm.manual;

/**
 * A configuration key, as the manual lists it. All texts are Markdown.
 *
 * @param name the key, with words such as {@code <name>} for the parts that users choose
 * @param type the type of its values, with their range
 * @param fallback the default; blank if the description has it
 * @param off the value that disables the feature; blank if there is none
 * @param mayBeZero whether zero is a valid value
 */
record ConfigKey(String name, String type, String fallback, String off, boolean mayBeZero, String description) {

    String row() {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(name, type, fallback, off, description)
                .replace("\r", "");
    }
}
