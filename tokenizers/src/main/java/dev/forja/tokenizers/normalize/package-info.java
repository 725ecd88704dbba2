/** Changes texts before they are split: case, accents, Unicode forms, replacements. */
@NullMarked
package dev.forja.tokenizers.normalize;

import org.jspecify.annotations.NullMarked;
