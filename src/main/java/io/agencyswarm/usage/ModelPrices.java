package io.agencyswarm.usage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.agencyswarm.json.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prices of models. The table is a JSON object that maps a model's name to its prices in US dollars per token
 * ({@code input}, {@code output} and, where they differ, {@code cacheRead}, {@code cacheWrite}, {@code reasoning}).
 */
public final class ModelPrices {

    private static final ObjectReader TABLE = Json.mapper()
            .readerFor(new TypeReference<Map<String, Price>>() {})
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Map<String, Price> prices;

    private ModelPrices(Map<String, Price> prices) {
        this.prices = Map.copyOf(prices);
    }

    @RegisterForReflection
    private record Price(
            double input,
            double output,
            @Nullable Double cacheRead,
            @Nullable Double cacheWrite,
            @Nullable Double reasoning) {

        double of(TokenUsage usage) {
            long cached = Math.min(usage.cachedTokens(), usage.inputTokens());
            long written = Math.min(usage.cacheWriteTokens(), usage.inputTokens() - cached);
            long reasoned =
                    Math.min(usage.reasoningTokens() == null ? 0 : usage.reasoningTokens(), usage.outputTokens());
            return (usage.inputTokens() - cached - written) * input
                    + cached * (cacheRead == null ? input : cacheRead)
                    + written * (cacheWrite == null ? input : cacheWrite)
                    + (usage.outputTokens() - reasoned) * output
                    + reasoned * (reasoning == null ? output : reasoning);
        }
    }

    /**
     * Reads the price table of a file, or of a class path resource if there is no such file.
     *
     * @throws FileNotFoundException if there is neither
     * @throws IOException if it can't be read or does not have the form above
     */
    public static ModelPrices load(String source) throws IOException {
        Path file = Path.of(source);
        try (InputStream in = Files.isRegularFile(file)
                ? Files.newInputStream(file)
                : Thread.currentThread().getContextClassLoader().getResourceAsStream(source)) {
            if (in == null) {
                throw new FileNotFoundException(source);
            }
            return read(in);
        }
    }

    /**
     * Reads a price table.
     *
     * @throws IOException if it can't be read or does not have the form above
     */
    static ModelPrices read(InputStream json) throws IOException {
        return new ModelPrices(TABLE.readValue(json));
    }

    /**
     * Returns the cost of a request. If the table lacks a dated name ({@code gpt-4o-2024-08-06}), the name without its
     * date is used; if it lacks a name with a provider ({@code openai/gpt-4o}), the name without the provider.
     *
     * @return US dollars; 0 if the model's price is unknown
     */
    public double cost(String model, TokenUsage usage) {
        Price price = price(model);
        return price == null ? 0 : price.of(usage);
    }

    private @Nullable Price price(String model) {
        for (String name = model; ; name = name.substring(name.indexOf('/') + 1)) {
            Price price = prices.get(name);
            if (price == null) {
                price = prices.get(name.replaceFirst("-\\d{4}-?\\d{2}-?\\d{2}$", ""));
            }
            if (price != null || name.indexOf('/') < 0) {
                return price;
            }
        }
    }
}
