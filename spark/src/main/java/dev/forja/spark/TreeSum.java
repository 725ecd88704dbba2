package dev.forja.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Adds the parts of all partitions in a tree whose form and order depend on their number alone, so
 * that the sum has the same bits wherever and whenever tasks run. Spark's own {@code treeAggregate}
 * adds in the order in which parts arrive.
 */
final class TreeSum {
  /** How many parts are added by one task, and by the driver at the end. */
  static final int FAN_IN = 4;

  private TreeSum() {}

  static RoundPart of(JavaRDD<RoundPart> parts, int partitions) {
    JavaPairRDD<Integer, RoundPart> level =
        parts.mapToPair(part -> new Tuple2<>(part.index() / FAN_IN, part));
    for (int left = partitions; left > FAN_IN; left = Math.ceilDiv(left, FAN_IN)) {
      level = level.groupByKey(Math.ceilDiv(left, FAN_IN)).mapToPair(TreeSum::group);
    }
    return RoundPart.sum(0, level.values().collect());
  }

  private static Tuple2<Integer, RoundPart> group(Tuple2<Integer, Iterable<RoundPart>> group) {
    List<RoundPart> parts = new ArrayList<>();
    group._2().forEach(parts::add);
    return new Tuple2<>(group._1() / FAN_IN, RoundPart.sum(group._1(), parts));
  }
}
