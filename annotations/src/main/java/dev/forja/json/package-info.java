/** Reads JSON, for the files of models and tokenizers; for Forja's own modules only. */
@NullMarked
package dev.forja.json;

import org.jspecify.annotations.NullMarked;
