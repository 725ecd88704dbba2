package dev.forja.trace;

import dev.forja.array.DType;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The variable sizes of a graph, and the formulas that compute its numbers from them. Only this
 * class knows which numbers vary: runs at other sizes and exports read them here.
 *
 * @param sizes the formulas of the dimensions of each value, by its id
 * @param numbers the formulas of the numbers of each op, by the index of its node
 * @param constants the constants whose elements or sizes vary, by id
 */
record OpenSizes(
    Graph graph,
    List<Dim> dims,
    Coverage coverage,
    List<Formula[]> sizes,
    List<Formula[]> numbers,
    Map<Integer, OpenConstant> constants) {

  /** The numbers of an op that does not depend on the sizes. */
  static SequencedMap<String, Formula> fixed(Op op) {
    SequencedMap<String, Formula> named = new LinkedHashMap<>();
    for (OpNumbers.Named number : OpNumbers.of(op)) {
      named.put(number.name(), constant(number));
    }
    return named;
  }

  private static Formula constant(OpNumbers.Named number) {
    return number.kind() == OpNumbers.Kind.WHOLE
        ? new Formula.Whole((long) number.value())
        : new Formula.Real(number.value());
  }

  SequencedMap<String, Formula> numbers(Node node) {
    Formula[] formulas = numbers.get(node.index());
    List<OpNumbers.Named> named = OpNumbers.of(node.op());
    SequencedMap<String, Formula> byName = new LinkedHashMap<>();
    for (int i = 0; i < formulas.length; i++) {
      byName.put(named.get(i).name(), formulas[i]);
    }
    return byName;
  }

  Formula size(Value value, int dim) {
    return sizes.get(value.id())[dim < 0 ? dim + value.tensorType().rank() : dim];
  }

  @Nullable OpenConstant elements(Value.Constant constant) {
    return constants.get(constant.id());
  }

  /** The op of a node at the given sizes. */
  Op op(Node node, int[] at) {
    Formula[] formulas = numbers.get(node.index());
    boolean varies = false;
    double[] values = new double[formulas.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = formulas[i].at(at);
      varies |= !formulas[i].isFixed();
    }
    return varies ? OpNumbers.with(node.op(), values) : node.op();
  }

  /** The value of a constant at the given sizes. */
  Tensor constant(Value.Constant constant, int[] at) {
    OpenConstant varying = constants.get(constant.id());
    DType type = constant.tensor().dtype();
    return varying == null ? constant.tensor() : varying.at(type, at);
  }

  /**
   * The variable sizes that inputs of these types have.
   *
   * @throws IllegalArgumentException if a fixed dimension of an input has another size, if a
   *     variable size is outside its range, or if two sizes contradict each other
   */
  int[] of(List<TensorType> types) {
    int[] at = new int[dims.size()];
    for (int place = 0; place < at.length; place++) {
      at[place] = read(place, types);
      Dim dim = dims.get(place);
      if (at[place] < dim.least() || at[place] > dim.most()) {
        throw new IllegalArgumentException(
            "the size '%s' of the inputs of the graph is %d, outside of the range that was declared"
                    .formatted(dim.name(), at[place])
                + " and proven, %s: trace the call with a larger range".formatted(dim));
      }
    }
    for (int i = 0; i < types.size(); i++) {
      Value.Input input = graph.inputs().get(i);
      for (int d = 0; d < types.get(i).rank(); d++) {
        Formula expected = size(input, d);
        if (expected.wholeAt(at) != types.get(i).size(d)) {
          throw new IllegalArgumentException(
              "dimension %d of the input '%s' of the graph is %d: expected %d%s"
                  .formatted(
                      d,
                      input.name(),
                      types.get(i).size(d),
                      expected.wholeAt(at),
                      expected.isFixed()
                          ? ", which is not an open size"
                          : ", which is " + expected));
        }
      }
    }
    return at;
  }

  /** Reads a variable size from the first input dimension that is exactly that size. */
  private int read(int place, List<TensorType> types) {
    int[] where = place(place);
    return types.get(where[0]).size(where[1]);
  }

  /** The index of the first input, and of its dimension, that is exactly this variable size. */
  int[] place(int place) {
    for (int i = 0; i < graph.inputs().size(); i++) {
      Formula[] ofInput = sizes.get(graph.inputs().get(i).id());
      for (int d = 0; d < ofInput.length; d++) {
        if (ofInput[d] instanceof Formula.Size(int same, _) && same == place) {
          return new int[] {i, d};
        }
      }
    }
    throw new IllegalArgumentException(
        "the size '%s' is that of no dimension of an input: declare a size that inputs have"
            .formatted(dims.get(place).name()));
  }
}
