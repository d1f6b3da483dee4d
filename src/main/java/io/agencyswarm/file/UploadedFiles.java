package io.agencyswarm.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.item.Item;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that the model's provider has stored, with the parts of the message that refer to them.
 *
 * @param fileIds the provider's ids by the client's names, in the client's order
 * @param parts images and documents, for the user's message
 * @param codeFiles the ids of all others, for the code interpreter's container
 * @param system a message with the files' locations, before the user's message
 * @param note text for the model, not for the client, about the location of {@code codeFiles}; null if there are none
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
