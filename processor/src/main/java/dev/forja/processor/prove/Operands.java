package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operands of one function of a rule, in the kinds in which rules want them. */
record Operands(List<Value> values, Functions functions) {
  /** Gives what a function value returns: a module, a lambda, a method reference. */
  interface Functions {
    Value call(Value function, Value argument);
  }

  int count() {
    return values.size();
  }

  Value value(int place) {
    return place < values.size() ? values.get(place) : Value.NULL;
  }

  boolean isNull(int place) {
    return value(place) instanceof Value.Null;
  }

  /** The shape of a tensor; unknown if it is none, or may be none. */
  Dims dims(int place) {
    return dimsOf(value(place));
  }

  static Dims dimsOf(Value value) {
    return value instanceof Value.Tensor tensor && !tensor.nullable()
        ? tensor.dims()
        : Dims.UNKNOWN;
  }

  /** A number. */
  Size size(int place) {
    return sizeOf(value(place));
  }

  static Size sizeOf(Value value) {
    return value instanceof Value.Int(Size size) ? size : Size.UNKNOWN;
  }

  /** Whether it is the constant true; null if that is not known. */
  @Nullable Boolean truth(int place) {
    return value(place) instanceof Value.Bool(boolean truth) ? Boolean.valueOf(truth) : null;
  }

  /** A list of numbers, or one number; null if their count is not known. */
  @Nullable List<Size> sizes(int place) {
    return sizesOf(value(place));
  }

  static @Nullable List<Size> sizesOf(Value value) {
    return switch (value) {
      case Value.Ints(List<Size> sizes) -> sizes;
      case Value.Int(Size size) -> List.of(size);
      case Value.Items(List<Value> items, _) -> items.stream().map(Operands::sizeOf).toList();
      default -> null;
    };
  }

  /**
   * The place in the known sizes that a dimension means, a negative one counted from the end; -1 if
   * it is not known.
   */
  static int place(Dims x, Size dim) {
    return place(x, dim, x);
  }

  /** The same among other dimensions than those of the message. */
  static int place(Dims x, Size dim, Dims shown) {
    Long given = dim.constant();
    if (given == null) {
      return -1;
    }
    if (x.open()) {
      return given < 0 && -given <= x.count() ? (int) (x.count() + given) : -1;
    }
    int bound = Math.max(x.count(), 1);
    if (given < -bound || given >= bound) {
      throw new Misfit(Reason.DIMENSION, shown, given);
    }
    return x.count() == 0 ? -1 : (int) (given < 0 ? given + bound : given);
  }

  /** With so many last dimensions that can be named; they must be there. */
  static Dims atLeast(Dims x, int count) {
    if (x.count() >= count) {
      return x;
    }
    if (!x.open()) {
      throw new Misfit(Reason.RANK_LEAST, x, x.count(), count);
    }
    List<Size> sizes = new ArrayList<>(x.sizes());
    while (sizes.size() < count) {
      sizes.addFirst(Size.UNKNOWN);
    }
    return new Dims(true, List.copyOf(sizes));
  }

  /** The same with exactly so many dimensions. */
  static Dims ofRank(Dims x, int rank) {
    if (x.count() > rank || (!x.open() && x.count() < rank)) {
      throw new Misfit(Reason.RANK, x, x.count(), rank);
    }
    return Dims.of(atLeast(x, rank).sizes());
  }

  static Value tensor(Dims dims) {
    return new Value.Tensor(dims);
  }
}
