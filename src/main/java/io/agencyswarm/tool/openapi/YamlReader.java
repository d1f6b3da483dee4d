package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.agencyswarm.json.Json;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML. To be used only where the application has the parser. */
final class YamlReader {

    private YamlReader() {}

    /**
     * Reads a YAML text.
     *
     * @param maxBytes the maximum number of characters
     * @throws DocumentException if it has aliases
     * @throws IOException if it is not valid YAML
     */
    static JsonNode read(byte[] bytes, int maxBytes) throws IOException {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(maxBytes);
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(limits)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Json.MAX_DEPTH)
                        .build())
                .build();
        try (YAMLParser parser = factory.createParser(bytes)) {
            refuseAliases(parser);
        }
        try (JsonParser parser = factory.createParser(bytes)) {
            JsonNode tree = Json.mapper().readTree(parser);
            return tree == null ? MissingNode.getInstance() : tree;
        }
    }

    /** Refuses aliases, which the parser would read as the text of their names. */
    private static void refuseAliases(YAMLParser parser) throws IOException {
        while (parser.nextToken() != null) {
            if (parser.isCurrentAlias()) {
                throw new DocumentException("it has the alias \"*" + ApiDocument.forMessage(parser.getText()) + "\""
                        + ApiDocument.position(parser.currentTokenLocation())
                        + ": aliases are not supported. Write out its value, or use $ref");
            }
        }
    }
}
