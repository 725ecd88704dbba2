package dev.forja.onnx.export;

import dev.forja.op.TensorType;
import dev.forja.trace.DynamicSize;
import dev.forja.trace.Graph;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a graph's inputs that may change, and what follows from them: told by the same graph
 * at other sizes, one changed at a time, and all at once as the proof.
 */
final class DynamicSizes {
  /** By how much a size is changed: it meets no other number by accident. */
  private static final int STEP = 37;

  private final Graph graph;
  private final long[] traced;
  private final List<Graph> changed = new ArrayList<>();
  private final Graph allChanged;

  DynamicSizes(Graph graph) {
    this.graph = graph;
    int count = graph.dynamicSizes().stream().mapToInt(DynamicSize::size).max().orElse(-1) + 1;
    traced = new long[count];
    for (DynamicSize each : graph.dynamicSizes()) {
      traced[each.size()] = graph.inputs().get(each.input()).tensorType().size(each.dimension());
    }
    for (int i = 0; i < count; i++) {
      changed.add(at(i));
    }
    allChanged = count == 0 ? graph : at(-1);
  }

  /** The graph with one size changed, or with all. */
  private Graph at(int size) {
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      TensorType type = graph.inputs().get(i).tensorType();
      int[] shape = type.shape().clone();
      for (DynamicSize each : graph.dynamicSizes()) {
        if (each.input() == i && (size < 0 || each.size() == size)) {
          shape[each.dimension()] = Math.toIntExact(other(each.size()));
        }
      }
      types.add(new TensorType(type.dtype(), shape));
    }
    return graph.at(types);
  }

  private long other(int size) {
    return traced[size] + STEP + 2L * size;
  }

  int count() {
    return traced.length;
  }

  /** Where a size stands in the inputs first. */
  DynamicSize place(int size) {
    return graph.dynamicSizes().stream()
        .filter(each -> each.size() == size)
        .findFirst()
        .orElseThrow();
  }

  /** The size that a dimension of an input is; -1 if it is fixed. */
  int of(int input, int dimension) {
    return graph.dynamicSizes().stream()
        .filter(each -> each.input() == input && each.dimension() == dimension)
        .mapToInt(DynamicSize::size)
        .findFirst()
        .orElse(-1);
  }

  /** How a number of the graph follows from the sizes; null if that cannot be told. */
  @Nullable Size fit(ToLongFunction<Graph> number) {
    long value = number.applyAsLong(graph);
    List<Integer> factors =
        IntStream.range(0, count())
            .filter(i -> number.applyAsLong(changed.get(i)) != value)
            .boxed()
            .toList();
    long proof = number.applyAsLong(allChanged);
    if (factors.isEmpty()) {
      return proof == value ? Size.fixed(value) : null;
    }
    long before = 1;
    long after = 1;
    for (int factor : factors) {
      before *= traced[factor];
      after *= other(factor);
    }
    if (proof * before == value * after) {
      long divisor = BigInteger.valueOf(value).gcd(BigInteger.valueOf(before)).longValue();
      return new Size(value / divisor, before / divisor, factors, 0);
    }
    return factors.size() == 1 && proof - value == after - before
        ? new Size(1, 1, factors, value - before)
        : null;
  }

  /** The same tensor of the graph at all sizes changed, to tell whether it is fixed. */
  Graph allChanged() {
    return allChanged;
  }
}
