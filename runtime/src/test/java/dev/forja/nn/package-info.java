/** Tests of layers, losses and training. */
@NullMarked
package dev.forja.nn;

import org.jspecify.annotations.NullMarked;
