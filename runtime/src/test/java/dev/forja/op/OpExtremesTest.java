package dev.forja.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import dev.forja.array.StridedCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every op of {@link OpTable}, which {@link GradientTest} checks to be complete, with extreme
 * inputs: sizes 0, 1 and ones that do not fit, other types, special floats, and views that repeat
 * elements or are transposed. Valid inputs must give outputs of the shapes that the shape rule
 * determines, and the same results on views as on dense arrays; invalid ones must be rejected with
 * the name of the op and its operands.
 */
@Tag("both-kernels")
class OpExtremesTest {
  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    Float.MIN_VALUE
  };

  /** Errors about the values of an operand, and about scalars, whose shape is not informative. */
  private static final Pattern VALUE =
      Pattern.compile(
          "index \\d+ is out of range|target \\d+ at|integer -?\\d+ by 0|offset \\d+ is|\\d+ ids"
              + " but no bag|scalars? ha(s|ve) no|is a scalar");

  static List<OpCase> rows() {
    return OpTable.rows();
  }

  /** Each size of each input set to 0, 1 and 7; one dimension more, and one less. */
  @ParameterizedTest
  @MethodSource("rows")
  void otherShapesWorkOrAreRefusedWithTheirOperands(OpCase row) {
    NdArray[] inputs = row.dense();
    for (int i = 0; i < inputs.length; i++) {
      int[] shape = inputs[i].shape();
      for (int d = 0; d < shape.length; d++) {
        for (int size : new int[] {0, 1, 7}) {
          int[] other = shape.clone();
          other[d] = size;
          tryOn(row.op(), with(inputs, i, resized(inputs[i], other)));
        }
      }
      tryOn(row.op(), with(inputs, i, resized(inputs[i], UnsqueezeOp.insert(shape, 0, 3))));
      if (shape.length > 0) {
        int[] fewer = Arrays.copyOfRange(shape, 1, shape.length);
        tryOn(row.op(), with(inputs, i, resized(inputs[i], fewer)));
      }
    }
  }

  /** All equal sizes set to 0, and to 1, in all inputs at once. */
  @ParameterizedTest
  @MethodSource("rows")
  void sizesOfZeroAndOneWorkOrAreRefused(OpCase row) {
    NdArray[] inputs = row.dense();
    int[] sizes = Arrays.stream(inputs).flatMapToInt(x -> Arrays.stream(x.shape())).toArray();
    for (int old : Arrays.stream(sizes).distinct().toArray()) {
      for (int size : new int[] {0, 1}) {
        NdArray[] others = new NdArray[inputs.length];
        Arrays.setAll(
            others,
            i ->
                resized(
                    inputs[i],
                    Arrays.stream(inputs[i].shape()).map(s -> s == old ? size : s).toArray()));
        tryOn(row.op(), others);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void otherTypesWorkOrAreRefusedWithTheirOperands(OpCase row) {
    NdArray[] inputs = row.dense();
    for (int i = 0; i < inputs.length; i++) {
      for (DType type : new DType[] {DType.F32, DType.I64, DType.BOOL, DType.F16, DType.I32}) {
        tryOn(row.op(), with(inputs, i, Allocator.HEAP.empty(type, inputs[i].shape())));
      }
    }
  }

  /** A special float as the first and as the last element of each input, one input at a time. */
  @ParameterizedTest
  @MethodSource("rows")
  void specialFloatsGiveOnViewsWhatTheyGiveOnDenseArrays(OpCase row) {
    for (int i = 0; i < row.inputs().length; i++) {
      for (float special : SPECIAL) {
        for (boolean last : new boolean[] {false, true}) {
          NdArray[] inputs = row.dense();
          if (inputs[i].dtype() != DType.F32 || inputs[i].count() == 0) {
            continue;
          }
          inputs[i].floats()[last ? inputs[i].count() - 1 : 0] = special;
          same(
              row, inputs, Arrays.stream(inputs).map(GradientTest::asView).toArray(NdArray[]::new));
        }
      }
    }
  }

  /** The first element along a dimension of each input, repeated by a stride of 0. */
  @ParameterizedTest
  @MethodSource("rows")
  void expandedViewsGiveWhatDenseArraysGive(OpCase row) {
    NdArray[] dense = row.dense();
    for (int i = 0; i < dense.length; i++) {
      for (int d = 0; d < dense[i].rank(); d++) {
        int[] shape = dense[i].shape();
        if (shape[d] == 0) {
          continue;
        }
        NdArray expanded = dense[i].slice(d, 0, 1, 1).expand(shape);
        same(row, with(dense, i, expanded.copy(Allocator.HEAP)), with(dense, i, expanded));
      }
    }
  }

  private static NdArray[] with(NdArray[] inputs, int place, NdArray other) {
    NdArray[] changed = inputs.clone();
    changed[place] = other;
    return changed;
  }

  /** An array of another shape with the elements of this one, repeated as often as necessary. */
  private static NdArray resized(NdArray array, int[] shape) {
    NdArray other = Allocator.HEAP.empty(array.dtype(), shape);
    for (int i = 0; i < other.count() && array.count() > 0; i++) {
      int from = i % array.count();
      switch (array.dtype()) {
        case F32 -> other.floats()[i] = array.floats()[from];
        case I64 -> other.storage().longs()[i] = array.storage().longs()[from];
        case BOOL -> other.storage().booleans()[i] = array.storage().booleans()[from];
        default -> throw new AssertionError(array);
      }
    }
    return other;
  }

  /** Runs forward and backward if the shape rule permits it, and checks the error otherwise. */
  private static void tryOn(Op op, NdArray[] inputs) {
    TensorType[] types = Arrays.stream(inputs).map(TensorType::of).toArray(TensorType[]::new);
    try {
      TensorType[] promised = op.shapes(types);
      OpResult computed = op.forward(inputs, Allocator.HEAP);
      assertThat(computed.outputs().stream().map(TensorType::of))
          .as("%s of %s", op, Arrays.toString(types))
          .containsExactly(promised);
      backward(op, inputs, computed);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      refused(op, types, e);
    }
  }

  private static void refused(Op op, TensorType[] types, RuntimeException refusal) {
    String message = String.valueOf(refusal.getMessage());
    List<String> operands = new ArrayList<>();
    for (TensorType type : types) {
      operands.add(type.show());
      operands.add(type.toString());
    }
    boolean named = message.startsWith(op.name() + ":");
    boolean shown = operands.stream().anyMatch(message::contains);
    if (!named || !(shown || VALUE.matcher(message).find())) {
      fail("%s of %s is refused by: %s".formatted(op, Arrays.toString(types), refusal), refusal);
    }
  }

  /** Whether an op has no gradient by its first input, by definition. */
  private static boolean refusesFirst(Op op) {
    return op instanceof PairOp(PairKind kind)
        && (kind == PairKind.IGAMMA || kind == PairKind.IGAMMAC);
  }

  private static @Nullable NdArray[] backward(Op op, NdArray[] inputs, OpResult computed) {
    @Nullable NdArray[] ones = new @Nullable NdArray[computed.size()];
    boolean any = false;
    for (int i = 0; i < ones.length; i++) {
      NdArray y = computed.output(i);
      if (y.dtype() == DType.F32) {
        ones[i] = NdArray.dense(Storage.of(new float[] {1})).expand(y.shape());
        any = true;
      }
    }
    TensorType[] types = Arrays.stream(inputs).map(TensorType::of).toArray(TensorType[]::new);
    boolean[] needed = new boolean[inputs.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = inputs[i].dtype() == DType.F32 && !(i == 0 && refusesFirst(op));
      any |= needed[i];
    }
    if (!any || ones.length == 0 || ones[0] == null) {
      return new @Nullable NdArray[inputs.length];
    }
    SavedForBackward saved = SavedForBackward.of(types, op.shapes(types), computed);
    @Nullable NdArray[] gradients = op.backward(saved, ones, needed, Allocator.HEAP);
    for (int i = 0; i < needed.length; i++) {
      NdArray gradient = gradients[i];
      if (gradient != null) {
        assertThat(Shapes.show(gradient.shape()))
            .as("gradient %d of %s of %s", i, op, Arrays.toString(types))
            .isEqualTo(Shapes.show(inputs[i].shape()));
      }
    }
    return gradients;
  }

  private static void same(OpCase row, NdArray[] dense, NdArray[] views) {
    OpResult expected;
    try {
      expected = row.op().forward(dense, Allocator.HEAP);
    } catch (IllegalArgumentException e) {
      // What a loss of probabilities rejects on a dense array, it must reject on a view.
      assertThatThrownBy(() -> row.op().forward(views, Allocator.HEAP)).hasMessage(e.getMessage());
      return;
    }
    OpResult actual = row.op().forward(views, Allocator.HEAP);
    for (int i = 0; i < expected.size(); i++) {
      close(row, "output " + i, expected.output(i), actual.output(i));
    }
    @Nullable NdArray[] wanted = backward(row.op(), dense, expected);
    @Nullable NdArray[] given = backward(row.op(), views, actual);
    for (int i = 0; i < wanted.length; i++) {
      NdArray one = wanted[i];
      NdArray other = given[i];
      if (row.inputs()[i].hasGradient() && one != null && other != null) {
        close(row, "gradient " + i, one, other);
      }
    }
  }

  /** Equal, both NaN, or within a rounding error of the magnitude. */
  private static void close(OpCase row, String what, NdArray expected, NdArray actual) {
    if (expected.dtype() != DType.F32) {
      NdArray left = CastOp.convert(expected.copy(Allocator.HEAP), DType.I64, Allocator.HEAP);
      NdArray right = CastOp.convert(actual.copy(Allocator.HEAP), DType.I64, Allocator.HEAP);
      assertThat(right.storage().longs())
          .as("%s of %s", what, row)
          .isEqualTo(left.storage().longs());
      return;
    }
    NdArray copy = Allocator.HEAP.floats(actual.shape());
    StridedCopy.copy(actual, copy);
    float[] a = copy.floats();
    float[] b = expected.copy(Allocator.HEAP).floats();
    assertThat(a).as("%s of %s", what, row).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      boolean equal = a[i] == b[i] || (Float.isNaN(a[i]) && Float.isNaN(b[i]));
      if (!equal && !(Math.abs(a[i] - b[i]) <= 1e-5 * Math.max(1, Math.abs(b[i])))) {
        fail("%s at %d of %s is %s, not %s".formatted(what, i, row, a[i], b[i]));
      }
    }
  }
}
