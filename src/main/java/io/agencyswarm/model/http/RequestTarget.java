package io.agencyswarm.model.http;

import io.agencyswarm.net.BaseUrl;

/** The server of a model request, for connecting to it and for messages about it. */
public interface RequestTarget {

    /** The name of the setting that set the address, for messages. */
    String setting();

    /** Returns the text for {@link #setting} of an address that a client named, with its host and port. */
    static String clientSetting(String address) {
        return "client_config.base_url"
                + BaseUrl.parse(address)
                        .map(named -> ", " + named.host() + ":" + named.port())
                        .orElse("");
    }

    /** Returns whether a client chose an address other than the service's own. Then the host must be an allowed one. */
    boolean isClientChosen();

    /** Replaces the secrets that were sent to the server in a text that it returned. */
    String redact(String text);
}
