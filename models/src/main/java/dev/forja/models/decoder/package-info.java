/**
 * Models that write texts, as model classes under the names of Hugging Face's checkpoints, and the
 * cache of their keys and values. Knows tensors and configurations only: no text, no files.
 */
@NullMarked
package dev.forja.models.decoder;

import org.jspecify.annotations.NullMarked;
