package io.agencyswarm.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agencyswarm.error.AgencyException;
import io.agencyswarm.item.Item;
import io.agencyswarm.json.Json;
import io.agencyswarm.model.FileUpload;
import io.agencyswarm.model.ModelException;
import io.agencyswarm.model.ModelRouter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Fetches a client's attachments, uploads them to the model's provider, and returns the parts of the message that refer
 * to them.
 */
@Singleton
public class AttachmentUploader {

    /** Uploads one file, as {@link ModelRouter#upload} does. */
    @FunctionalInterface
    interface Uploader {
        String upload(FileUpload file) throws InterruptedException;
    }

    private final FileConfig config;
    private final FileFetcher fetcher;
    private final Uploader uploader;

    @Inject
    AttachmentUploader(FileConfig config, FileFetcher fetcher, ModelRouter models) {
        this(config, fetcher, models::upload);
    }

    AttachmentUploader(FileConfig config, FileFetcher fetcher, Uploader uploader) {
        this.config = config;
        this.fetcher = fetcher;
        this.uploader = uploader;
    }

    /**
     * Fetches all files, then uploads them; uploads none if one can't be fetched. Blocks the calling virtual thread.
     *
     * @param locations the location of each file, by the name that the client gives it, in the client's order
     * @throws AgencyException with the code {@code ATTACHMENT} if one of the files can't be fetched or is not allowed,
     *     or the provider rejects it
     * @throws InterruptedException if the run was cancelled meanwhile; no file is left on this machine then
     */
    public UploadedFiles attach(Map<String, String> locations, FileTarget target) throws InterruptedException {
        List<Attachment> attachments = Attachment.all(locations, config.maxFiles());
        try (TempFiles files = fetcher.fetch(attachments)) {
            List<String> ids = Parallel.all(IntStream.range(0, attachments.size())
                    .mapToObj(i -> upload(attachments.get(i), files, i, target))
                    .toList());
            return uploadedFiles(locations, attachments, ids);
        }
    }

    private Callable<String> upload(Attachment attachment, TempFiles files, int index, FileTarget target) {
        FileUpload upload = new FileUpload(
                target.agent(), target.model(), attachment.name(), files.get(index), target.clientConfig());
        return () -> {
            try {
                return uploader.upload(upload);
            } catch (ModelException e) {
                throw attachment.failure(e.getMessage(), e);
            }
        };
    }

    private static UploadedFiles uploadedFiles(
            Map<String, String> locations, List<Attachment> attachments, List<String> ids) {
        Map<String, String> fileIds = new LinkedHashMap<>();
        List<ObjectNode> parts = new ArrayList<>();
        Map<String, String> code = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String name = attachments.get(i).name();
            String id = ids.get(i);
            fileIds.put(name, id);
            switch (attachments.get(i).kind()) {
                case IMAGE -> parts.add(part("input_image", id).put("detail", "auto"));
                case DOCUMENT -> parts.add(part("input_file", id));
                case CODE -> code.put(name, id);
            }
        }
        return new UploadedFiles(
                fileIds,
                parts,
                List.copyOf(code.values()),
                systemMessage(locations),
                code.isEmpty() ? null : note(List.copyOf(code.keySet())));
    }

    private static ObjectNode part(String type, String id) {
        return Json.object().put("type", type).put("file_id", id);
    }

    private static Item.Message systemMessage(Map<String, String> locations) {
        ObjectNode json = Json.object();
        json.put("type", "message")
                .put("role", "system")
                .put(
                        "content",
                        "The user attached these files, by name and source: " + Json.text(Json.tree(locations)));
        return new Item.Message(json, "system");
    }

    private static String note(List<String> names) {
        return "The uploaded file(s) " + String.join(", ", names) + " are available through the code_interpreter tool."
                + " Use that tool to inspect their contents before answering.";
    }
}
