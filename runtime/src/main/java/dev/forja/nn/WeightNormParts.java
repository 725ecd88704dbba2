package dev.forja.nn;

import dev.forja.tensor.Parameter;

/** The parameters of {@link WeightNorm}: the lengths and the directions. */
record WeightNormParts(Parameter original0, Parameter original1) {}
