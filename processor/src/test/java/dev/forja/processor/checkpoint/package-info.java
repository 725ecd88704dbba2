/** Tests of reading files of weights. */
@NullMarked
package dev.forja.processor.checkpoint;

import org.jspecify.annotations.NullMarked;
