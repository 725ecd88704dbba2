package dev.forja.nn;

import dev.forja.Named;
import dev.forja.tensor.Parameter;

/** The state of {@link SpectralNorm}: the weight, and the vectors of its largest singular value. */
record SpectralNormParts(Parameter original, @Named("0") SingularVectors vectors) {}
