package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the traces of two calls one after the other, with inputs of the same types. A call that
 * counts, remembers or draws something outside of what a trace follows has another trace next time.
 */
final class Agreement {
  private Agreement() {}

  /**
   * Whether both calls ran the same ops with the same attributes on the same tensors. A constant is
   * the same if it is the same array, or if both calls made one of the same values.
   *
   * @param before the storages of the inputs and results of the earlier call: a constant of the
   *     later one in any of them was remembered, and will be another one next time
   */
  static boolean holds(Graph earlier, Graph later, Set<Storage> before) {
    if (earlier.nodes().size() != later.nodes().size()
        || earlier.values().size() != later.values().size()
        || !ids(earlier.outputs()).equals(ids(later.outputs()))) {
      return false;
    }
    for (int i = 0; i < earlier.nodes().size(); i++) {
      Node one = earlier.nodes().get(i);
      Node two = later.nodes().get(i);
      if (!sameOp(one, two) || !ids(one.inputs()).equals(ids(two.inputs()))) {
        return false;
      }
    }
    for (int i = 0; i < earlier.values().size(); i++) {
      if (!same(earlier.values().get(i), later.values().get(i), before)) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> ids(List<Value> values) {
    return values.stream().map(Value::id).toList();
  }

  private static boolean sameOp(Node one, Node two) {
    Map<String, String> attributes = one.op().attributes();
    return one.op().equals(two.op())
        || (one.op().getClass() == two.op().getClass()
            && !attributes.isEmpty()
            && attributes.equals(two.op().attributes())
            && one.op().name().equals(two.op().name()));
  }

  private static boolean same(Value one, Value two, Set<Storage> before) {
    if (one instanceof Value.Constant(_, Tensor first)
        && two instanceof Value.Constant(_, Tensor second)) {
      return first.array() == second.array()
          || (!before.contains(second.array().storage()) && sameBits(first, second));
    }
    if (one instanceof Value.State(_, _, Tensor first)
        && two instanceof Value.State(_, _, Tensor second)) {
      return first == second;
    }
    return one.equals(two);
  }

  private static boolean sameBits(Tensor one, Tensor two) {
    NdArray first = one.array();
    NdArray second = two.array();
    if (first.dtype() != second.dtype() || !Arrays.equals(first.shape(), second.shape())) {
      return false;
    }
    boolean real = first.dtype().isFloat() || first.dtype() == DType.BOOL;
    return real
        ? Arrays.equals(one.toFloats(), two.toFloats())
        : Arrays.equals(one.toLongs(), two.toLongs());
  }
}
