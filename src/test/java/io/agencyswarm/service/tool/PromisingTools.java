package io.agencyswarm.service.tool;

import dev.langchain4j.agent.tool.Tool;
import io.agencyswarm.tool.ServedTool;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A tool whose value is completed later by another thread. */
@Singleton
@ServedTool
class PromisingTools {

    record StoredItems(String said) {}

    @Tool("Says the text later.")
    CompletionStage<StoredItems> promise(String text) {
        return CompletableFuture.supplyAsync(() -> {
            if (text.isEmpty()) {
                throw new IllegalStateException("Nothing was promised.");
            }
            return new StoredItems(text);
        });
    }
}
