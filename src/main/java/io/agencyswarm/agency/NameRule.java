package io.agencyswarm.agency;

import io.agencyswarm.error.AgencyException;
import io.agencyswarm.error.ErrorCode;
import java.util.regex.Pattern;

/** The rule for names of agencies and agents: they must be readable in a URL and in a prompt. */
final class NameRule {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .-]{0,63}");

    private NameRule() {}

    /**
     * Returns the name if it is valid.
     *
     * @param kind the kind of the named object, for the message
     * @throws AgencyException if it is not valid
     */
    static String check(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new AgencyException(
                    ErrorCode.CONFIGURATION,
                    "The " + kind + "'s name \"" + name
                            + "\" can't be used: a name has 1 to 64 letters, digits, blanks, "
                            + "_, . or - and begins with a letter, a digit or _. Rename the " + kind + ".");
        }
        return name;
    }
}
