package dev.forja.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partition, or several together, contribute to a round.
 *
 * @param index the number of the partition, or of the group in its level of the tree
 * @param examples how many examples are in it
 * @param loss the sum of their losses
 * @param values changes of values, or gradients, times examples
 * @param used which parameters have gradients
 * @param counts buffers that are no floats, of the first partition
 * @param optimizer the state of the optimiser times examples, if it is averaged
 */
record RoundPart(
    int index,
    long examples,
    double loss,
    float[] values,
    boolean[] used,
    long[] counts,
    @Nullable OptimizerValues optimizer)
    implements Serializable {

  /** The sum of parts, in the order of their indices. */
  static RoundPart sum(int index, List<RoundPart> parts) {
    return parts.stream()
        .sorted(Comparator.comparingInt(RoundPart::index))
        .filter(part -> part.examples() > 0)
        .reduce(RoundPart::plus)
        .map(sum -> sum.withIndex(index))
        .orElseGet(() -> parts.getFirst().withIndex(index));
  }

  private RoundPart withIndex(int to) {
    return new RoundPart(to, examples, loss, values, used, counts, optimizer);
  }

  private RoundPart plus(RoundPart other) {
    boolean[] either = used.clone();
    for (int i = 0; i < either.length; i++) {
      either[i] |= other.used[i];
    }
    return new RoundPart(
        index,
        examples + other.examples,
        loss + other.loss,
        added(values, other.values),
        either,
        counts,
        optimizer == null || other.optimizer == null ? optimizer : optimizer.plus(other.optimizer));
  }

  static float[] added(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  /** An array times a number. */
  static float[] scaled(float[] a, double factor) {
    float[] product = new float[a.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = (float) (a[i] * factor);
    }
    return product;
  }
}
