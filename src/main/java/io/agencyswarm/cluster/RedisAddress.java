package io.agencyswarm.cluster;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of {@code agency-swarm.cluster.redis}. */
final class RedisAddress {

    private static final Pattern FORM = Pattern.compile("rediss?://(?:[^@/\\s]*@)?([^@/\\s]+)");

    private RedisAddress() {}

    /** The address, if it can be one; what is said of it otherwise does not tell its password. */
    static String check(String url) {
        Matcher form = FORM.matcher(url);
        if (form.matches() && HostAndPort.parse(form.group(1)).isPresent()) {
            return url;
        }
        throw new ConfigurationException("agency-swarm.cluster.redis is \""
                + url.replaceAll("//.*@", "//…@")
                + "\", which can't be used; write redis://host:port or redis://user:password@host:port, or"
                + " rediss:// where it takes encrypted connections only, with special"
                + " characters of the password percent-encoded.");
    }
}
