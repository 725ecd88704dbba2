/**
 * Encoders of texts as model classes, one architecture a file, under the names of Hugging Face's
 * checkpoints, with their heads. Knows tensors and configurations only: no text, no files.
 */
@NullMarked
package dev.forja.models.encoder;

import org.jspecify.annotations.NullMarked;
