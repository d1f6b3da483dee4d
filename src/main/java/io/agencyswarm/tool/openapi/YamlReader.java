package io.agencyswarm.tool.openapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.agencyswarm.item.Json;
import java.io.IOException;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML. To be used only where the application has the parser. */
final class YamlReader {

    private YamlReader() {}

    /**
     * The value of a text in YAML.
     *
     * @param maxBytes how many characters are read
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

    /** The parser takes an alias for the text that is its name. */
    private static void refuseAliases(YAMLParser parser) throws IOException {
        while (parser.nextToken() != null) {
            if (parser.isCurrentAlias()) {
                throw new DocumentException("it has the alias \"*" + ApiDocument.shown(parser.getText()) + "\""
                        + ApiDocument.place(parser.currentTokenLocation())
                        + ": aliases are not read. Write out what it stands for, or use $ref");
            }
        }
    }
}
