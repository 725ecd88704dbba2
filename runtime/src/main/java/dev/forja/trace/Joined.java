package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.ExpandOp;
import dev.forja.op.Op;
import dev.forja.op.ReshapeOp;
import dev.forja.op.ScalarOp;
import dev.forja.op.SliceOp;
import dev.forja.op.TensorType;
import dev.forja.op.UpsampleOp;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Sizes.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What two traces of one call with different sizes say of all sizes: what was the same in both
 * stays, and what was not must follow from the sizes in one way only.
 */
final class Joined {
  private final Sizes sizes;
  private final List<Function<long[], Op>> ops = new ArrayList<>();
  private final Map<Integer, Function<long[], Tensor>> constants = new HashMap<>();

  Joined(Graph first, Graph second) {
    if (first.inputs().size() != second.inputs().size()) {
      throw new IllegalArgumentException(
          "the traces take %d and %d inputs: they are not of one call"
              .formatted(first.inputs().size(), second.inputs().size()));
    }
    sizes = new Sizes(first, second);
    int both = Math.min(first.nodes().size(), second.nodes().size());
    for (int i = 0; i < both; i++) {
      ops.add(op(first.nodes().get(i), second.nodes().get(i)));
    }
    if (first.nodes().size() != second.nodes().size()) {
      Node next = (first.nodes().size() > both ? first : second).nodes().get(both);
      throw new IllegalArgumentException(
          "only one of the traces has %s: a branch or a loop of it depends on sizes"
              .formatted(next.where()));
    }
    if (first.values().size() != second.values().size()) {
      throw new IllegalArgumentException(
          "the traces have %d and %d values: they are not of one call"
              .formatted(first.values().size(), second.values().size()));
    }
    for (Value value : first.values()) {
      join(value, second.values().get(value.id()));
    }
  }

  List<DynamicSize> places() {
    return sizes.places();
  }

  /** For inputs of these types. */
  Resizing.Rule rule(Graph graph, List<TensorType> types) {
    long[] values = sizes.values(graph, types);
    return new Resizing.Rule() {
      @Override
      public Op op(Node node, TensorType[] inputs) {
        return ops.get(node.index()).apply(values);
      }

      @Override
      public Tensor constant(Value.Constant constant) {
        Function<long[], Tensor> made = constants.get(constant.id());
        return made == null ? constant.tensor() : made.apply(values);
      }
    };
  }

  private Function<long[], Op> op(Node first, Node second) {
    List<Integer> taken = first.inputs().stream().map(Value::id).toList();
    if (first.op().getClass() != second.op().getClass()
        || !taken.equals(second.inputs().stream().map(Value::id).toList())) {
      throw new IllegalArgumentException(
          "one of the traces has %s, the other %s: a branch or a loop depends on sizes"
              .formatted(first.where(), second.where()));
    }
    if (first.op() instanceof ReshapeOp one && second.op() instanceof ReshapeOp two) {
      Function<long[], int[]> shape = all(first, one.shape().toArray(), two.shape().toArray());
      return values -> new ReshapeOp(shape.apply(values));
    }
    if (first.op() instanceof ExpandOp one && second.op() instanceof ExpandOp two) {
      Function<long[], int[]> shape = all(first, one.shape().toArray(), two.shape().toArray());
      return values -> new ExpandOp(shape.apply(values));
    }
    if (first.op() instanceof SliceOp one && second.op() instanceof SliceOp two) {
      Function<long[], int[]> ends =
          all(first, new int[] {one.start(), one.end()}, new int[] {two.start(), two.end()});
      return values -> {
        int[] at = ends.apply(values);
        return new SliceOp(one.dim(), at[0], at[1], one.step());
      };
    }
    if (first.op() instanceof UpsampleOp one && second.op() instanceof UpsampleOp two) {
      Function<long[], int[]> to = all(first, new int[] {one.size()}, new int[] {two.size()});
      return values -> new UpsampleOp(one.mode(), one.dim(), to.apply(values)[0], one.factor());
    }
    if (first.op() instanceof ScalarOp one
        && second.op() instanceof ScalarOp two
        && one.value() != two.value()) {
      Function<long[], Float> value = number(first, one.value(), two.value());
      return values -> new ScalarOp(one.kind(), value.apply(values), one.reversed());
    }
    if (!first.op().equals(second.op()) && !alike(first.op(), second.op())) {
      throw new IllegalArgumentException(
          "%s: in one trace %s, in the other %s, which does not follow from sizes"
              .formatted(first.where(), shown(first), shown(second)));
    }
    return values -> first.op();
  }

  /** Whether two ops of one class do the same, though they are not equal. */
  private static boolean alike(Op first, Op second) {
    return first.name().equals(second.name())
        && !first.attributes().isEmpty()
        && first.attributes().equals(second.attributes());
  }

  private static String shown(Node node) {
    return GraphText.op(node);
  }

  private Function<long[], int[]> all(Node node, int[] first, int[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          node.where() + ": the traces differ in the number of dimensions");
    }
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      expressions.add(fit(node.where(), first[i], second[i]));
    }
    return values ->
        expressions.stream().mapToInt(each -> Math.toIntExact(each.at(values))).toArray();
  }

  private Expression fit(String where, long first, long second) {
    Expression fit = sizes.fit(first, second);
    if (fit == null) {
      throw new IllegalArgumentException(
          "%s: %d in one trace, %d in the other: this follows from the sizes in no way, or in more"
                  .formatted(where, first, second)
              + " than one: trace with sizes that have no common factor, such as primes");
    }
    return fit;
  }

  /** A whole number or the inverse of one, that follows from sizes. */
  private Function<long[], Float> number(Node node, float first, float second) {
    if (first == Math.rint(first) && second == Math.rint(second)) {
      Expression fit = fit(node.where(), (long) first, (long) second);
      return values -> (float) fit.at(values);
    }
    long one = Math.round(1.0 / first);
    long two = Math.round(1.0 / second);
    if (first != (float) (1.0 / one) || second != (float) (1.0 / two)) {
      throw new IllegalArgumentException(
          "%s: its number is %s in one trace, %s in the other, which does not follow from sizes"
              .formatted(node.where(), first, second));
    }
    Expression fit = fit(node.where(), one, two);
    return values -> (float) (1.0 / fit.at(values));
  }

  private void join(Value first, Value second) {
    String where = "the value " + first.name();
    boolean alike = first.getClass() == second.getClass();
    if (first instanceof Value.State one && second instanceof Value.State two) {
      alike = one.tensor() == two.tensor();
    }
    if (!alike) {
      throw new IllegalArgumentException(
          where + " is not the same in both traces: they are not of one call");
    }
    if (first instanceof Value.Constant one && second instanceof Value.Constant two) {
      Function<long[], Tensor> made = constant(where, one.tensor(), two.tensor());
      if (made != null) {
        constants.put(first.id(), made);
      }
    }
  }

  /** A constant that differs: numbers in steps, of which a single one is a case; null if same. */
  private @Nullable Function<long[], Tensor> constant(String where, Tensor first, Tensor second) {
    Steps one = Steps.of(first);
    Steps two = Steps.of(second);
    if (TensorType.of(first.array()).equals(TensorType.of(second.array()))
        && Arrays.equals(first.toFloats(), second.toFloats())) {
      return null;
    }
    if (one == null
        || two == null
        || first.dtype() != second.dtype()
        || first.rank() != second.rank()) {
      throw new IllegalArgumentException(
          "%s, %s in one trace and %s in the other, does not follow from sizes: compute it by ops"
              .formatted(where, first.array(), second.array()));
    }
    Steps longer = first.count() > 1 ? one : two;
    Expression start = fit(where, one.start, two.start);
    Expression step =
        first.count() > 1 && second.count() > 1
            ? fit(where, one.step, two.step)
            : Expression.constant(longer.step);
    List<Expression> shape =
        IntStream.range(0, first.rank())
            .mapToObj(d -> fit(where, first.size(d), second.size(d)))
            .toList();
    DType type = first.dtype();
    return values -> {
      int[] to = shape.stream().mapToInt(each -> Math.toIntExact(each.at(values))).toArray();
      return Steps.tensor(start.at(values), step.at(values), to).to(type);
    };
  }

  /** Whole numbers that grow by the same step, in order. */
  private record Steps(long start, long step) {
    static @Nullable Steps of(Tensor tensor) {
      float[] values = tensor.toFloats();
      if (values.length == 0) {
        return new Steps(0, 0);
      }
      long start = (long) values[0];
      long step = values.length > 1 ? (long) values[1] - start : 0;
      for (int i = 0; i < values.length; i++) {
        if (values[i] != start + i * step) {
          return null;
        }
      }
      return new Steps(start, step);
    }

    static Tensor tensor(long start, long step, int[] shape) {
      long[] values = new long[Shapes.count(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = start + i * step;
      }
      return Tensor.of(values, shape);
    }
  }
}
