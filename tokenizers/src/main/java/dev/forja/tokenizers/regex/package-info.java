/** Regular expressions as Oniguruma reads them, and fast readers of those that tokenizers use. */
@NullMarked
package dev.forja.tokenizers.regex;

import org.jspecify.annotations.NullMarked;
