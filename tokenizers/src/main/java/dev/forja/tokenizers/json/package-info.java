/** Reads JSON into trees whose errors name the place. It knows nothing of tokenizers. */
@NullMarked
package dev.forja.tokenizers.json;

import org.jspecify.annotations.NullMarked;
