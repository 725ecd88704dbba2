package dev.forja.nn;

import dev.forja.Named;
import dev.forja.tensor.Parameter;

/** The state of {@link Orthogonal}: what is trained, and the matrices that it turns. */
record OrthogonalParts(Parameter original, @Named("0") OrthogonalBase matrices) {}
