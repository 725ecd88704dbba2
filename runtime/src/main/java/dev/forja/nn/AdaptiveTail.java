package dev.forja.nn;

import dev.forja.Named;

/** The two layers of one cluster of {@link AdaptiveLogSoftmaxWithLoss}. */
record AdaptiveTail(@Named("0") Linear down, @Named("1") Linear up) {}
