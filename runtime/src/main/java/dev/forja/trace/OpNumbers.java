package dev.forja.trace;

import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.op.AttentionOp;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.BatchNormEvalOp;
import dev.forja.op.ClampOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.EluOp;
import dev.forja.op.ExpandOp;
import dev.forja.op.FftOp;
import dev.forja.op.FullLikeOp;
import dev.forja.op.GroupNormOp;
import dev.forja.op.HardtanhOp;
import dev.forja.op.HuberOp;
import dev.forja.op.Ints;
import dev.forja.op.IrfftOp;
import dev.forja.op.LayerNormOp;
import dev.forja.op.LeakyReluOp;
import dev.forja.op.MaskedFillOp;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.MaxUnpoolOp;
import dev.forja.op.NormOp;
import dev.forja.op.OneHotOp;
import dev.forja.op.Op;
import dev.forja.op.OverlapAddOp;
import dev.forja.op.PadOp;
import dev.forja.op.PoolWindow;
import dev.forja.op.PowScalarOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.RfftOp;
import dev.forja.op.RollOp;
import dev.forja.op.ScalarOp;
import dev.forja.op.ScatterFillOp;
import dev.forja.op.SliceOp;
import dev.forja.op.SlidingWindowOp;
import dev.forja.op.SoftplusOp;
import dev.forja.op.SortOp;
import dev.forja.op.TriangleOp;
import dev.forja.op.UpsampleOp;
import dev.forja.op.VarianceOp;
import dev.forja.op.WindowSumsOp;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numeric attributes of ops, which may depend on a size. Attributes that are not numbers, such
 * as a dimension or a kind, are the same for all sizes; so are all attributes of ops that are not
 * listed here.
 */
final class OpNumbers {
  /** The type in which a number is stored. */
  enum Kind {
    WHOLE,
    FLOAT,
    DOUBLE;

    /** Rounds a number to this type. */
    double round(double value) {
      return this == FLOAT ? (float) value : value;
    }
  }

  /**
   * One number.
   *
   * @param name the name of the attribute, with an index or a component if it has several numbers:
   *     {@code padding.0}, {@code rows.kernel}
   */
  record Named(String name, Kind kind, double value) {
    static Named whole(String name, long value) {
      return new Named(name, Kind.WHOLE, value);
    }

    static Named of(String name, float value) {
      return new Named(name, Kind.FLOAT, value);
    }

    static Named of(String name, double value) {
      return new Named(name, Kind.DOUBLE, value);
    }

    /** The attribute that contains this number. */
    String attribute() {
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  private OpNumbers() {}

  /** The numbers of an op, always in the same order. */
  static List<Named> of(Op given) {
    return switch (given) {
      case AdaptiveAvgPool2dOp op ->
          List.of(Named.whole("height", op.height()), Named.whole("width", op.width()));
      case AttentionOp op ->
          op.scale() == null ? List.of() : List.of(Named.of("scale", op.scale().doubleValue()));
      case AvgPool2dOp op ->
          Stream.of(
                  pool("rows", op.rows()),
                  pool("columns", op.columns()),
                  Stream.of(Named.whole("divisorOverride", op.divisorOverride())))
              .flatMap(each -> each)
              .toList();
      case BatchNormEvalOp op -> List.of(Named.of("eps", op.eps()));
      case ClampOp op -> List.of(Named.of("least", op.least()), Named.of("most", op.most()));
      case Conv2dOp op ->
          Stream.of(
                  window("rows", op.rows()),
                  window("columns", op.columns()),
                  Stream.of(Named.whole("groups", op.groups())))
              .flatMap(each -> each)
              .toList();
      case ConvTranspose2dOp op ->
          Stream.of(
                  window("rows", op.rows()),
                  window("columns", op.columns()),
                  Stream.of(
                      Named.whole("extraRows", op.extraRows()),
                      Named.whole("extraColumns", op.extraColumns()),
                      Named.whole("groups", op.groups())))
              .flatMap(each -> each)
              .toList();
      case EluOp op -> List.of(Named.of("alpha", op.alpha()));
      case ExpandOp op -> ints("shape", op.shape());
      case FftOp op -> List.of(Named.of("scale", op.scale()));
      case FullLikeOp op -> List.of(Named.of("value", op.value()));
      case GroupNormOp op -> List.of(Named.whole("groups", op.groups()), Named.of("eps", op.eps()));
      case HardtanhOp op -> List.of(Named.of("least", op.least()), Named.of("most", op.most()));
      case HuberOp op -> List.of(Named.of("delta", op.delta()));
      case IrfftOp op -> List.of(Named.whole("n", op.n()), Named.of("scale", op.scale()));
      case LayerNormOp op ->
          Stream.concat(
                  Stream.of(Named.of("eps", op.eps())),
                  ints("normalizedShape", op.normalizedShape()).stream())
              .toList();
      case LeakyReluOp op -> List.of(Named.of("slope", op.slope()));
      case MaskedFillOp op -> List.of(Named.of("value", op.value()));
      case MaxPool2dOp op ->
          Stream.concat(pool("rows", op.rows()), pool("columns", op.columns())).toList();
      case MaxUnpoolOp op -> ints("sizes", op.sizes());
      case NormOp op -> List.of(Named.of("p", op.p()));
      case OneHotOp op -> List.of(Named.whole("classes", op.classes()));
      case OverlapAddOp op ->
          List.of(Named.whole("length", op.length()), Named.whole("step", op.step()));
      case PadOp op ->
          Stream.concat(
                  Stream.of(Named.of("value", op.value())), ints("padding", op.padding()).stream())
              .toList();
      case PowScalarOp op -> List.of(Named.of("exponent", op.exponent()));
      case ReshapeOp op -> ints("shape", op.shape());
      case RfftOp op -> List.of(Named.of("scale", op.scale()));
      case RollOp op -> List.of(Named.whole("shift", op.shift()));
      case ScalarOp op -> List.of(Named.of("value", op.value()));
      case ScatterFillOp op -> List.of(Named.of("value", op.value()));
      case SliceOp op ->
          List.of(
              Named.whole("start", op.start()),
              Named.whole("end", op.end()),
              Named.whole("step", op.step()));
      case SlidingWindowOp op ->
          List.of(Named.whole("size", op.size()), Named.whole("step", op.step()));
      case SoftplusOp op ->
          List.of(Named.of("beta", op.beta()), Named.of("threshold", op.threshold()));
      case SortOp op -> List.of(Named.whole("count", op.count()));
      case TriangleOp op -> List.of(Named.whole("diagonal", op.diagonal()));
      case UpsampleOp op ->
          List.of(Named.whole("size", op.size()), Named.of("factor", op.factor()));
      case VarianceOp op -> List.of(Named.of("correction", op.correction()));
      case WindowSumsOp op ->
          Stream.concat(Stream.of(Named.whole("size", op.size())), window("window", op.window()))
              .toList();
      default -> List.of();
    };
  }

  /** A copy of an op with other numbers, in the order of {@link #of}. */
  static Op with(Op given, double[] numbers) {
    return switch (given) {
      case AdaptiveAvgPool2dOp _ -> new AdaptiveAvgPool2dOp((int) numbers[0], (int) numbers[1]);
      case AttentionOp op ->
          new AttentionOp(op.scale() == null ? null : numbers[0], op.causal(), op.lowerRight());
      case AvgPool2dOp op ->
          new AvgPool2dOp(
              pool(op.rows(), numbers, 0),
              pool(op.columns(), numbers, 4),
              op.countIncludePad(),
              (int) numbers[8]);
      case BatchNormEvalOp _ -> new BatchNormEvalOp(numbers[0]);
      case ClampOp _ -> new ClampOp((float) numbers[0], (float) numbers[1]);
      case Conv2dOp _ -> new Conv2dOp(window(numbers, 0), window(numbers, 4), (int) numbers[8]);
      case ConvTranspose2dOp _ ->
          new ConvTranspose2dOp(
              window(numbers, 0),
              window(numbers, 4),
              (int) numbers[8],
              (int) numbers[9],
              (int) numbers[10]);
      case EluOp _ -> new EluOp(numbers[0]);
      case ExpandOp _ -> new ExpandOp(ints(numbers, 0));
      case FftOp op -> new FftOp(op.inverse(), numbers[0]);
      case FullLikeOp _ -> new FullLikeOp(numbers[0]);
      case GroupNormOp _ -> new GroupNormOp((int) numbers[0], numbers[1]);
      case HardtanhOp _ -> new HardtanhOp((float) numbers[0], (float) numbers[1]);
      case HuberOp _ -> new HuberOp(numbers[0]);
      case IrfftOp op -> new IrfftOp((int) numbers[0], numbers[1], op.once());
      case LayerNormOp op -> new LayerNormOp(op.centered(), numbers[0], Ints.of(ints(numbers, 1)));
      case LeakyReluOp _ -> new LeakyReluOp((float) numbers[0]);
      case MaskedFillOp _ -> new MaskedFillOp(numbers[0]);
      case MaxPool2dOp op ->
          new MaxPool2dOp(
              pool(op.rows(), numbers, 0), pool(op.columns(), numbers, 4), op.indices());
      case MaxUnpoolOp op -> new MaxUnpoolOp(Ints.of(ints(numbers, 0)), op.sums());
      case NormOp op -> new NormOp(numbers[0], op.keepDim(), op.dims());
      case OneHotOp _ -> new OneHotOp((int) numbers[0]);
      case OverlapAddOp op -> new OverlapAddOp(op.dim(), (int) numbers[0], (int) numbers[1]);
      case PadOp _ -> new PadOp((float) numbers[0], Ints.of(ints(numbers, 1)));
      case PowScalarOp _ -> new PowScalarOp((float) numbers[0]);
      case ReshapeOp _ -> new ReshapeOp(ints(numbers, 0));
      case RfftOp op -> new RfftOp(numbers[0], op.twice());
      case RollOp op -> new RollOp((int) numbers[0], op.dim());
      case ScalarOp op -> new ScalarOp(op.kind(), (float) numbers[0], op.reversed());
      case ScatterFillOp op -> new ScatterFillOp(op.dim(), numbers[0]);
      case SliceOp op ->
          new SliceOp(op.dim(), (int) numbers[0], (int) numbers[1], (int) numbers[2]);
      case SlidingWindowOp op -> new SlidingWindowOp(op.dim(), (int) numbers[0], (int) numbers[1]);
      case SoftplusOp _ -> new SoftplusOp(numbers[0], numbers[1]);
      case SortOp op -> new SortOp(op.dim(), op.descending(), (int) numbers[0]);
      case TriangleOp op -> new TriangleOp(op.upper(), (int) numbers[0]);
      case UpsampleOp op -> new UpsampleOp(op.mode(), op.dim(), (int) numbers[0], numbers[1]);
      case VarianceOp op -> new VarianceOp(op.root(), numbers[0], op.keepDim(), op.dims());
      case WindowSumsOp op -> new WindowSumsOp(op.dim(), (int) numbers[0], window(numbers, 1));
      default -> given;
    };
  }

  /**
   * Whether two ops differ at most in their numbers. If the class of an op does not compare its
   * attributes, their texts are compared.
   */
  static boolean alike(Op first, Op second) {
    if (first.equals(second)) {
      return true;
    }
    List<Named> numbers = of(first);
    if (first.getClass() != second.getClass() || !first.name().equals(second.name())) {
      return false;
    }
    if (numbers.isEmpty()) {
      return !first.attributes().isEmpty() && first.attributes().equals(second.attributes());
    }
    List<Named> others = of(second);
    return numbers.size() == others.size()
        && with(first, others.stream().mapToDouble(Named::value).toArray()).equals(second);
  }

  private static Stream<Named> pool(String axis, PoolWindow window) {
    return Stream.of(
        Named.whole(axis + ".kernel", window.kernel()),
        Named.whole(axis + ".stride", window.stride()),
        Named.whole(axis + ".padding", window.padding()),
        Named.whole(axis + ".dilation", window.dilation()));
  }

  private static PoolWindow pool(PoolWindow window, double[] numbers, int from) {
    return new PoolWindow(
        (int) numbers[from],
        (int) numbers[from + 1],
        (int) numbers[from + 2],
        (int) numbers[from + 3],
        window.ceil());
  }

  private static Stream<Named> window(String axis, ConvWindow window) {
    return Stream.of(
        Named.whole(axis + ".stride", window.stride()),
        Named.whole(axis + ".padBefore", window.padBefore()),
        Named.whole(axis + ".padAfter", window.padAfter()),
        Named.whole(axis + ".dilation", window.dilation()));
  }

  private static ConvWindow window(double[] numbers, int from) {
    return new ConvWindow(
        (int) numbers[from],
        (int) numbers[from + 1],
        (int) numbers[from + 2],
        (int) numbers[from + 3]);
  }

  private static List<Named> ints(String name, Ints values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> Named.whole(name + "." + i, values.get(i)))
        .toList();
  }

  private static int[] ints(double[] numbers, int from) {
    return IntStream.range(from, numbers.length).map(i -> (int) numbers[i]).toArray();
  }
}
