package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.tensor.Tensor;

/** The orthogonal matrices that {@link Orthogonal} starts from; they are not trained. */
record OrthogonalBase(@Buffer Tensor base) {}
