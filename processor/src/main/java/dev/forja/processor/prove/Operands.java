package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operands of one function of a rule, with conversions to the types that rules need. */
record Operands(List<Value> values, Functions functions) {
  /** Calls a function value: a module, a lambda or a method reference. */
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

  /** The shape of a tensor; unknown if the operand is not a tensor, or may be null. */
  Dims dims(int place) {
    return dimsOf(value(place));
  }

  static Dims dimsOf(Value value) {
    return value instanceof Value.Tensor tensor && !tensor.nullable()
        ? tensor.dims()
        : Dims.UNKNOWN;
  }

  /** The operand as a number. */
  Size size(int place) {
    return sizeOf(value(place));
  }

  static Size sizeOf(Value value) {
    return value instanceof Value.Int(Size size) ? size : Size.UNKNOWN;
  }

  /** The operand as a boolean constant; null if it is not known. */
  @Nullable Boolean truth(int place) {
    return value(place) instanceof Value.Bool(boolean truth) ? Boolean.valueOf(truth) : null;
  }

  /** The operand as a list of numbers, or of one number; null if their count is not known. */
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
   * The index in the known sizes of a dimension, a negative one counted from the end; -1 if it is
   * not known.
   */
  static int place(Dims x, Size dim) {
    return place(x, dim, x);
  }

  /** As {@link #place(Dims, Size)}, with another shape for the message. */
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
      throw new ShapeMismatch(Reason.DIMENSION, shown, given);
    }
    return x.count() == 0 ? -1 : (int) (given < 0 ? given + bound : given);
  }

  /** A shape with at least this many listed dimensions; the operand must have them. */
  static Dims atLeast(Dims x, int count) {
    if (x.count() >= count) {
      return x;
    }
    if (!x.open()) {
      throw new ShapeMismatch(Reason.RANK_LEAST, x, x.count(), count);
    }
    List<Size> sizes = new ArrayList<>(x.sizes());
    while (sizes.size() < count) {
      sizes.addFirst(Size.UNKNOWN);
    }
    return new Dims(true, List.copyOf(sizes));
  }

  /** As {@link #atLeast}, with exactly this many dimensions. */
  static Dims ofRank(Dims x, int rank) {
    if (x.count() > rank || (!x.open() && x.count() < rank)) {
      throw new ShapeMismatch(Reason.RANK, x, x.count(), rank);
    }
    return Dims.of(atLeast(x, rank).sizes());
  }

  static Value tensor(Dims dims) {
    return new Value.Tensor(dims);
  }
}
