package io.agencyswarm.auth;

import io.agencyswarm.optional.OptionalLibrary;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The OpenID Connect provider whose tokens clients may use, if one is configured. */
@Singleton
public class OidcProvider {

    /** The settings that configure a provider: the default one, or those of an application's own tenants. */
    private static final Pattern SETTING =
            Pattern.compile("quarkus\\.oidc\\.(.+\\.)?(auth-server-url|provider|public-key)");

    private final @Nullable OidcTenants tenants;

    @Inject
    OidcProvider(InjectableInstance<OidcTenants> tenants, Config config) {
        this.tenants = tenants.orNull();
        if (this.tenants == null) {
            requireNone(config);
        }
    }

    /** Returns whether a provider, or its key, is configured and not turned off. */
    public boolean enabled() {
        return tenants != null && tenants.enabled();
    }

    /** Returns whether a request failed because a provider could not be used. */
    public boolean isFailure(Throwable failure) {
        return tenants != null && tenants.isFailure(failure);
    }

    /** An operator who has configured a provider expects tokens to be checked, so the service must not be open. */
    private static void requireNone(Config config) {
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> SETTING.matcher(name).matches())
                .filter(name -> config.getOptionalValue(name, String.class).isPresent())
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new ConfigurationException(name
                            + " is set, but the application has no library that checks the tokens of an OpenID Connect"
                            + " provider. Add the dependency " + OptionalLibrary.OIDC.artifact()
                            + ", or remove the setting.");
                });
    }
}
