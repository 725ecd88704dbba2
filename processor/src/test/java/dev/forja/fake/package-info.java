/** What a tensor library brings, in the least that the processor asks of one. */
@NullMarked
package dev.forja.fake;

import org.jspecify.annotations.NullMarked;
