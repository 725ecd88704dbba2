package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(a, b)}, element by element, with broadcasting. Both float32, or both int64 without a
 * gradient. Where two elements are equal, MAX and MIN give each half of the gradient, as in
 * PyTorch.
 *
 * <p>Immutable.
 */
public record BinaryOp(BinaryKind kind) implements Op {
  private static final NdArray[] NONE = {};

  @Override
  public String name() {
    return kind.opName();
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "input 0", inputs[0], DType.F32, DType.I64);
    Checks.dtype(this, "input 1", inputs[1], inputs[0].dtype());
    if (kind == BinaryKind.DIV) {
      Checks.dtype(this, "input 0", inputs[0], DType.F32);
    }
    return TensorType.owning(
            inputs[0].dtype(), Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes()))
        .alone();
  }

  /** None: the name already contains the kind. */
  @Override
  public Map<String, String> attributes() {
    return Map.of();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0];
    NdArray b = inputs[1];
    int[] shape =
        Arrays.equals(a.shape(), b.shape())
            ? a.shape()
            : Shapes.broadcast(name(), a.shape(), b.shape());
    if (a.dtype() == DType.I64) {
      return OpResult.of(longs(a.expand(shape), b.expand(shape), allocator));
    }
    NdArray y = Broadcast.binary(kind, a, b, shape, allocator);
    return OpResult.of(y)
        .saving(
            switch (kind) {
              case ADD, SUB -> NONE;
              case MUL, MAX, MIN -> new NdArray[] {a, b};
              case DIV -> new NdArray[] {y, b};
            });
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    V dy = context.gradOutput();
    return switch (kind) {
      case ADD -> gradients(context, dy, dy);
      case SUB -> {
        Op minus = new ScalarOp(BinaryKind.MUL, -1, false);
        yield gradients(context, dy, context.needed(1) ? context.apply(minus, dy) : dy);
      }
      case MUL -> {
        V da = context.needed(0) ? context.apply(this, dy, context.input(1, 1)) : dy;
        V db = context.needed(1) ? context.apply(this, dy, context.input(0, 0)) : dy;
        yield gradients(context, da, db);
      }
      case DIV -> {
        Op times = new BinaryOp(BinaryKind.MUL);
        V b = context.input(1, 1);
        V da = context.needed(0) ? context.apply(this, dy, b) : dy;
        V db = dy;
        if (context.needed(1)) {
          V quotient = context.apply(this, context.apply(times, dy, context.output(0, 0)), b);
          db = context.apply(new UnaryOp(UnaryKind.NEG), quotient);
        }
        yield gradients(context, da, db);
      }
      case MAX, MIN -> {
        Term<V> a = Term.input(context, 0, 0);
        Term<V> b = Term.input(context, 1, 1);
        yield gradients(
            context,
            context.needed(0) ? chosen(a, b, dy) : dy,
            context.needed(1) ? chosen(b, a, dy) : dy);
      }
    };
  }

  private <V> V chosen(Term<V> mine, Term<V> other, V gradient) {
    Term<V> dy = new Term<>(mine.context(), gradient);
    Term<V> lost = mine.is(kind == BinaryKind.MAX ? Comparison.LT : Comparison.GT, other);
    return mine.is(Comparison.EQ, other).choose(dy.times(0.5), dy).zeroWhere(lost).value();
  }

  private static <V> List<@Nullable V> gradients(GradContext<V> context, V da, V db) {
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(context.needed(0) ? context.reduce(da, 0) : null);
    gradients.add(context.needed(1) ? context.reduce(db, 1) : null);
    return gradients;
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.only(gradOutputs);
    NdArray da = needed[0] ? left(saved, dy, allocator) : null;
    NdArray db = needed[1] ? right(saved, dy, allocator) : null;
    return GradShapes.of(
        da == null ? null : Broadcast.reduce(da, saved.sizes(0), allocator),
        db == null ? null : Broadcast.reduce(db, saved.sizes(1), allocator));
  }

  private NdArray left(SavedForBackward saved, NdArray dy, Allocator allocator) {
    return switch (kind) {
      case ADD, SUB -> dy;
      case MUL -> Broadcast.binary(BinaryKind.MUL, dy, saved.array(1), dy.shape(), allocator);
      case DIV -> Broadcast.binary(BinaryKind.DIV, dy, saved.array(1), dy.shape(), allocator);
      case MAX, MIN -> chosen(saved.array(0), saved.array(1), dy, allocator);
    };
  }

  private NdArray right(SavedForBackward saved, NdArray dy, Allocator allocator) {
    return switch (kind) {
      case ADD -> dy;
      case SUB -> Elementwise.scale(dy, -1f, allocator);
      case MUL -> Broadcast.binary(BinaryKind.MUL, dy, saved.array(0), dy.shape(), allocator);
      case DIV -> {
        NdArray product =
            Broadcast.binary(BinaryKind.MUL, dy, saved.array(0), dy.shape(), allocator);
        NdArray quotient =
            Broadcast.binary(BinaryKind.DIV, product, saved.array(1), dy.shape(), allocator);
        yield Elementwise.scale(quotient, -1f, allocator);
      }
      case MAX, MIN -> chosen(saved.array(1), saved.array(0), dy, allocator);
    };
  }

  /** {@code dy} where {@code mine} was chosen, half of it where both are equal, otherwise 0. */
  private NdArray chosen(NdArray mine, NdArray other, NdArray dy, Allocator allocator) {
    NdArray grad = allocator.floats(dy.shape());
    float[] m = mine.floats();
    float[] o = other.floats();
    float[] g = dy.floats();
    float[] out = grad.floats();
    StridedIterator rows =
        StridedIterator.of(grad, mine.expand(dy.shape()), other.expand(dy.shape()), dy);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            float a = m[at[1] + i * rows.step(1)];
            float b = o[at[2] + i * rows.step(2)];
            float share = a == b ? 0.5f : (kind == BinaryKind.MAX ? a < b : a > b) ? 0f : 1f;
            out[at[0] + i] = share * g[at[3] + i * rows.step(3)];
          }
        });
    return grad;
  }

  private NdArray longs(NdArray a, NdArray b, Allocator allocator) {
    NdArray y = allocator.empty(DType.I64, a.shape());
    long[] left = a.storage().longs();
    long[] right = b.storage().longs();
    long[] out = y.storage().longs();
    StridedIterator rows = StridedIterator.of(y, a, b);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            out[at[0] + i] = apply(left[at[1] + i * rows.step(1)], right[at[2] + i * rows.step(2)]);
          }
        });
    return y;
  }

  private long apply(long a, long b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case DIV -> throw new AssertionError("refused by the shape rule");
    };
  }
}
