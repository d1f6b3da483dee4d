package io.agencyswarm.net;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that the service may connect to, as listed in a setting. The list contains hosts, each with {@code :port}
 * or for all ports, and three words: {@code public} allows all hosts whose addresses are public, {@code any} allows all
 * hosts, and {@code none}, which must stand alone, allows no host.
 */
public final class AllowedHosts {

    /** The word for all hosts whose addresses are public. */
    public static final String PUBLIC = "public";

    private static final String ANY = "any";
    private static final String NONE = "none";
    private static final int EVERY_PORT = -1;

    private record Entry(String host, int port) {}

    private final String key;
    private final Set<Entry> entries = new HashSet<>();
    private final boolean allPublic;
    private final boolean all;

    /**
     * Parses a list.
     *
     * @param key the setting's key, for messages
     * @throws ConfigurationException if an entry is neither a host nor one of the words
     */
    public AllowedHosts(String key, List<String> list) {
        this.key = key;
        Set<String> words = new HashSet<>();
        for (String text : list) {
            String entry = text.strip();
            String word = entry.toLowerCase(Locale.ROOT);
            if (word.equals(PUBLIC) || word.equals(ANY) || word.equals(NONE)) {
                words.add(word);
            } else {
                entries.add(entry(entry));
            }
        }
        if (list.isEmpty()) {
            throw new ConfigurationException(empty(key));
        }
        if (words.contains(NONE) && (words.size() > 1 || !entries.isEmpty())) {
            throw new ConfigurationException(key + " has \"none\" beside other entries; \"none\" must stand alone.");
        }
        this.allPublic = words.contains(PUBLIC);
        this.all = words.contains(ANY);
    }

    /**
     * Reads a setting.
     *
     * @param configured the setting's value
     * @param otherwise the list if the setting is absent
     * @throws ConfigurationException as the constructor, and if the setting is present but empty, which could mean
     *     "none" or "any"
     */
    public static AllowedHosts of(
            Config config, String key, Optional<List<String>> configured, List<String> otherwise) {
        @Nullable String value = config.getConfigValue(key).getValue();
        if (value != null && value.isBlank()) {
            throw new ConfigurationException(empty(key));
        }
        return new AllowedHosts(key, configured.orElse(otherwise));
    }

    /** Returns the key of the setting. */
    public String key() {
        return key;
    }

    /**
     * Returns whether a host could be allowed, judged by its name or literal address only. {@link #allows} checks the
     * addresses of a name.
     */
    public boolean canAllow(HostName host, int port) {
        return all || names(host, port) || (allPublic && canBePublic(host));
    }

    /** Returns whether the service may connect to a host with these addresses. */
    public boolean allows(HostName host, int port, List<InetAddress> addresses) {
        return all || names(host, port) || (allPublic && addresses.stream().allMatch(PublicAddresses::contain));
    }

    private boolean names(HostName host, int port) {
        return entries.contains(new Entry(host.text(), port)) || entries.contains(new Entry(host.text(), EVERY_PORT));
    }

    private static boolean canBePublic(HostName host) {
        return host.literal()
                .map(PublicAddresses::contain)
                .orElseGet(
                        () -> !host.text().equals("localhost") && !host.text().endsWith(".localhost"));
    }

    private Entry entry(String text) {
        // An IPv6 address without brackets has no port.
        boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
        Optional<HostAndPort> server = HostAndPort.parse(bareIpv6 ? "[" + text + "]" : text);
        try {
            return server.map(named -> new Entry(HostName.of(named.host()).text(), named.portOr(EVERY_PORT)))
                    .orElseThrow(() -> new ConfigurationException(invalid(text)));
        } catch (IllegalArgumentException _) {
            throw new ConfigurationException(invalid(text));
        }
    }

    private String invalid(String text) {
        return key + " names \"" + text
                + "\", which is not a valid host; write a name or an address, with :port or without, and no wildcards,"
                + " or one of the words public, none and any.";
    }

    private static String empty(String key) {
        return key + " is empty. Write the hosts, or one of the words public, any and none, or remove the key for the"
                + " default.";
    }
}
