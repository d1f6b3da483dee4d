package io.agencyswarm.setting;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Adds the check of ranges to the configuration. SmallRye Config finds this class by its service file. It is public
 * because code that Quarkus generates creates it.
 */
@StaticInitSafe
public final class RangeCustomizer implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withValidator(new RangeValidator(builder.getValidator()));
        // Otherwise a discovered validator would replace this one. The call above has discovered it.
        builder.setAddDiscoveredValidator(false);
    }

    /** The last one, because a configuration has one validator: this one calls the one before it. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
