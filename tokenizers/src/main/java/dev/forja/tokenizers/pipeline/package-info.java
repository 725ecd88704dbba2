/**
 * The way from a text to its tokens and back, put together from the parts that a file names. It
 * knows nothing of files on disk, truncation or padding.
 */
@NullMarked
package dev.forja.tokenizers.pipeline;

import org.jspecify.annotations.NullMarked;
