package dev.forja.spark;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/** The accumulators of one transformer; its tasks add to them. */
record Counters(
    LongAccumulator rows,
    LongAccumulator nulls,
    LongAccumulator failed,
    LongAccumulator windows,
    LongAccumulator loads,
    LongAccumulator nanos)
    implements Serializable {

  static Counters of(SparkContext context, String name) {
    return new Counters(
        context.longAccumulator(name + " rows"),
        context.longAccumulator(name + " nulls"),
        context.longAccumulator(name + " failed rows"),
        context.longAccumulator(name + " windows"),
        context.longAccumulator(name + " model loads"),
        context.longAccumulator(name + " nanoseconds in the model"));
  }

  InferenceCounts now() {
    return new InferenceCounts(
        rows.sum(), nulls.sum(), failed.sum(), windows.sum(), loads.sum(), nanos.sum());
  }
}
