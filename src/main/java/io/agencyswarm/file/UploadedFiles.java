package io.agencyswarm.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that the model's provider has, and what the model has to be told of them.
 *
 * @param fileIds the provider's ids by the client's names, in the client's order
 * @param parts images and documents, for the user's message
 * @param codeFiles the ids of all others, for the code interpreter's container
 * @param system where the files came from; goes before the user's message
 * @param note tells the model where to find {@code codeFiles}, and is not for the client; null where there are none
 */
public record UploadedFiles(
        Map<String, String> fileIds,
        List<ObjectNode> parts,
        List<String> codeFiles,
        Item.Message system,
        @Nullable String note) {

    /** Copies the collections. */
    public UploadedFiles {
        fileIds = Collections.unmodifiableMap(new LinkedHashMap<>(fileIds));
        parts = List.copyOf(parts);
        codeFiles = List.copyOf(codeFiles);
    }
}
