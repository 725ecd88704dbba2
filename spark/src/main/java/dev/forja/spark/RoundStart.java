package dev.forja.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What all partitions begin a round with; a broadcast takes it to them. */
record RoundStart(long round, float[] values, long[] counts, @Nullable OptimizerValues optimizer)
    implements Serializable {}
