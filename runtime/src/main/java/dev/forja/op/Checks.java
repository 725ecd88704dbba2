package dev.forja.op;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Common checks of shape rules, with uniform messages that name the op. Intended for {@link
 * Op#shapes} of any op, including user-defined ones. Stateless and therefore thread-safe.
 */
public final class Checks {
  private Checks() {}

  /**
   * Checks the number of inputs.
   *
   * @throws IllegalArgumentException if there are fewer or more
   */
  public static void arity(Op op, TensorType[] inputs, int least, int most) {
    if (inputs.length < least || inputs.length > most) {
      String wanted = least == most ? Integer.toString(least) : least + " to " + most;
      throw new IllegalArgumentException(
          "%s: expected %s inputs, got %d".formatted(op.name(), wanted, inputs.length));
    }
  }

  /**
   * Checks the number of inputs, and that each is float32.
   *
   * @throws IllegalArgumentException if the number or a type differs
   */
  public static void floats(Op op, TensorType[] inputs, int arity) {
    arity(op, inputs, arity, arity);
    floats(op, inputs, 0, arity);
  }

  /** Checks that some of the inputs are float32; allocates nothing if they are. */
  static void floats(Op op, TensorType[] inputs, int from, int to) {
    for (int i = from; i < to; i++) {
      if (inputs[i].dtype() != DType.F32) {
        dtype(op, "input " + i, inputs[i], DType.F32);
      }
    }
  }

  /**
   * Checks the element type of one input.
   *
   * @param what how the message names the input
   * @param allowed the types that the op takes, at least one
   * @throws IllegalArgumentException if the type is not one of these
   */
  public static void dtype(Op op, String what, TensorType type, DType... allowed) {
    if (!Arrays.asList(allowed).contains(type.dtype())) {
      String wanted =
          Arrays.stream(allowed).map(DType::toString).collect(Collectors.joining(" or "));
      throw new IllegalArgumentException(
          "%s: %s is %s, expected %s: convert it with to(DType.%s)"
              .formatted(op.name(), what, type, wanted, allowed[0]));
    }
  }

  /**
   * Resolves {@code dim} as a dimension of {@code type}: a negative number counts from the end.
   *
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public static int dim(Op op, int dim, TensorType type) {
    return dim(op, dim, type.rank(), type);
  }

  /** Resolves {@code dim} as one of {@code rank} dimensions. */
  static int dim(Op op, int dim, int rank, TensorType type) {
    int bound = Math.max(rank, 1);
    if (dim < -bound || dim >= bound) {
      throw new IndexOutOfBoundsException(
          "%s: %s has no dimension %d: expected %d to %d"
              .formatted(op.name(), Shapes.show(type.sizes()), dim, -bound, bound - 1));
    }
    return dim < 0 ? dim + bound : dim;
  }

  /**
   * The selected dimensions as a flag for each dimension of {@code type}; an empty list selects
   * all.
   *
   * @throws IndexOutOfBoundsException if there is no such dimension
   * @throws IllegalArgumentException if a dimension is given twice
   */
  public static boolean[] dims(Op op, Ints dims, TensorType type) {
    boolean[] chosen = new boolean[type.rank()];
    if (dims.isEmpty()) {
      Arrays.fill(chosen, true);
    }
    for (int given : dims.shared()) {
      int dim = dim(op, given, type);
      if (type.rank() == 0) {
        continue;
      }
      if (chosen[dim]) {
        throw new IllegalArgumentException(
            "%s: dimension %d of %s is named twice".formatted(op.name(), dim, type.show()));
      }
      chosen[dim] = true;
    }
    return chosen;
  }
}
