package com.example.shop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** The shop's own settings. */
@ConfigMapping(prefix = "shop.basket")
public interface BasketConfig {

    /** How many articles a basket may have. */
    @WithDefault("20")
    @Min(1)
    int articles();
}
