/** Pictures of a run, drawn from plain numbers. Knows no models and no tensors. */
@NullMarked
package dev.forja.demo.digits.pictures;

import org.jspecify.annotations.NullMarked;
