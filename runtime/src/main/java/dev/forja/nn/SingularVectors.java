package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Named;
import dev.forja.tensor.Tensor;

/** Estimates of the left and the right vector of the largest singular value of a matrix. */
record SingularVectors(@Buffer @Named("_u") Tensor u, @Buffer @Named("_v") Tensor v) {}
