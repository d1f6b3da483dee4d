/**
 * Files that users attach to messages: where they may come from ({@link io.agencyswarm.file.AllowedDirectories},
 * {@link io.agencyswarm.file.FileConfig}), and how they get to the model
 * ({@link io.agencyswarm.file.AttachmentUploader}). Imports {@code error}, {@code item}, {@code json}, {@code model},
 * {@code net} and {@code setting}.
 */
@NullMarked
package io.agencyswarm.file;

import org.jspecify.annotations.NullMarked;
