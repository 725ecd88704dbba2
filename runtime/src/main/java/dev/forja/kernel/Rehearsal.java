package dev.forja.kernel;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs one part of the kernels, a family or a function of each element, on small arrays: with sizes
 * that fill vectors and tiles and sizes that leave a rest, few enough to stay in one thread.
 */
final class Rehearsal {
  private static final int SIZE = 1 << 15;

  /**
   * The elements of an array of its own: HotSpot compiles a method after 600 calls if its loops
   * went round often enough by then, so longer arrays would only take longer.
   */
  private static final int N = 203;

  private static final List<Family> FAMILIES = List.of(Family.values());
  private static final List<Unary> FUNCTIONS = List.of(Unary.values());
  private static final List<Binary> OPERATIONS = List.of(Binary.values());

  /** The part that is {@link ElementwiseKernels#axpy}; others are families and functions. */
  static final int AXPY = FAMILIES.size();

  private static final int UNARY = AXPY + 1;
  private static final int UNARY_GRAD = UNARY + FUNCTIONS.size();
  private static final int BINARY = UNARY_GRAD + FUNCTIONS.size();

  /** The number of parts. */
  static final int PARTS = BINARY + OPERATIONS.size();

  private static final Map<Family, Integer> OF_FAMILY = places(Family.class, FAMILIES, 0);
  private static final Map<Unary, Integer> OF_FUNCTION = places(Unary.class, FUNCTIONS, UNARY);
  private static final Map<Binary, Integer> OF_OPERATION = places(Binary.class, OPERATIONS, BINARY);

  private final int part;
  private final float[] x = new float[SIZE];
  private final float[] w = new float[SIZE];
  private final float[] dy = new float[SIZE];
  private final float[] y = new float[SIZE];
  private final float[] z = new float[SIZE];
  private final int[] index = new int[SIZE];
  private final float[] pair = new float[4];

  Rehearsal(int part) {
    this.part = part;
    for (int i = 0; i < SIZE; i++) {
      x[i] = i % 17 * 0.25f - 2f;
      w[i] = i % 13 * 0.25f - 1.5f;
      dy[i] = i % 11 * 0.25f - 1.25f;
    }
  }

  private static <E extends Enum<E>> Map<E, Integer> places(
      Class<E> type, List<E> values, int first) {
    Map<E, Integer> places = new EnumMap<>(type);
    for (int i = 0; i < values.size(); i++) {
      places.put(values.get(i), first + i);
    }
    return places;
  }

  static int family(Family family) {
    return Objects.requireNonNull(OF_FAMILY.get(family));
  }

  static int unary(Unary f) {
    return Objects.requireNonNull(OF_FUNCTION.get(f));
  }

  static int unaryGrad(Unary f) {
    return unary(f) + FUNCTIONS.size();
  }

  static int binary(Binary f) {
    return Objects.requireNonNull(OF_OPERATION.get(f));
  }

  /** The name of a part. */
  static String name(int part) {
    if (part < AXPY) {
      return FAMILIES.get(part).name();
    }
    if (part == AXPY) {
      return "AXPY";
    }
    if (part < UNARY_GRAD) {
      return FUNCTIONS.get(part - UNARY).name();
    }
    return part < BINARY
        ? FUNCTIONS.get(part - UNARY_GRAD) + "_GRAD"
        : OPERATIONS.get(part - BINARY).name();
  }

  /**
   * The bytes that a run allocates at most without creating vectors: descriptions of operands and
   * tasks, more of them in a JVM that inlines less. Each is some times what was seen, and at most a
   * tenth of a run whose vectors are objects: 500 kB for row norms and softmax, 11 MB for
   * attention, 22 MB for products, 63 MB for convolutions, 5 to 200 kB for others.
   */
  long mostBytes() {
    if (part >= AXPY) {
      return 2_000;
    }
    return switch (FAMILIES.get(part)) {
      case CONVOLUTION -> 400_000;
      case MATMUL -> 150_000;
      case SOFTMAX -> 50_000;
      case ROW_NORM -> 50_000;
      case ATTENTION -> 40_000;
      default -> 4_000;
    };
  }

  /** The family that a part below {@link #AXPY} is. */
  static Family familyOf(int part) {
    return FAMILIES.get(part);
  }

  /** Runs every kernel of the part. */
  void run(Kernels kernels) {
    if (part >= AXPY) {
      elementwise(kernels.elementwise());
      return;
    }
    switch (FAMILIES.get(part)) {
      case MATMUL -> products(kernels.matmul());
      case ATTENTION -> attention(kernels.attention());
      case ROW_NORM -> rowNorms(kernels.rowNorm());
      case SOFTMAX -> softmax(kernels.softmax());
      case REDUCTION -> reductions(kernels.reduction());
      case CONVOLUTION -> convolutions(kernels.convolution());
      case POOLING -> pooling(kernels.pooling());
      case NORM -> norms(kernels.norm());
      case OPTIMIZER -> optimizers(kernels.optimizer());
    }
  }

  private void elementwise(ElementwiseKernels k) {
    if (part == AXPY) {
      k.axpy(0.5f, x, 0, z, 0, N);
    } else if (part < UNARY_GRAD) {
      k.unary(FUNCTIONS.get(part - UNARY), x, 0, y, 0, N);
    } else if (part < BINARY) {
      k.unaryGrad(FUNCTIONS.get(part - UNARY_GRAD), x, 0, w, 0, dy, 0, z, 0, N);
    } else {
      Binary f = OPERATIONS.get(part - BINARY);
      k.binary(f, x, 0, 1, w, 0, 1, y, 0, N);
      k.binary(f, x, 0, 1, w, 0, 0, y, 0, N);
      k.binary(f, x, 0, 0, w, 0, 1, y, 0, N);
    }
  }

  private void products(MatmulKernels k) {
    int n = 52;
    int depth = 66;
    for (int m : new int[] {1, 3, 18}) {
      for (boolean tb : new boolean[] {false, true}) {
        int ldb = tb ? depth : n;
        k.gemm(false, tb, m, n, depth, x, 0, depth, w, 0, ldb, 0, y, 0, n);
        k.gemm(true, tb, m, n, depth, x, 0, m, w, 0, ldb, 1, y, 0, n);
        k.addmm(dy, 0, false, tb, m, n, depth, x, 0, depth, w, 0, ldb, y, 0, n);
      }
    }
    PackedMatrix packed = k.pack(true, n, 60, w, 0, 60);
    for (int m : new int[] {1, 3, 18}) {
      k.gemmPacked(m, x, 0, 60, packed, 0, y, 0, n);
      k.addmmPacked(dy, 0, m, x, 0, 60, packed, y, 0, n);
    }
  }

  private void attention(AttentionKernels k) {
    Heads heads = new Heads(x, new int[] {0, 32}, 64);
    Heads out = new Heads(y, new int[] {0, 32}, 64);
    Heads mask = new Heads(w, new int[] {0, 0}, 0);
    for (boolean causal : new boolean[] {false, true}) {
      Attention sizes = new Attention(37, 37, 32, 32, 0.25f, causal);
      k.attend(sizes, heads, heads, heads, null, out);
      k.attend(sizes, heads, heads, heads, mask, out);
      Attention few = new Attention(2, 37, 32, 32, 0.25f, causal, 35);
      k.attend(few, heads, heads, heads, null, out);
      k.attend(few, heads, heads, heads, mask, out);
    }
  }

  private void rowNorms(RowNormKernels k) {
    for (int cols : new int[] {29, 131}) {
      for (boolean centered : new boolean[] {true, false}) {
        k.normalize(centered, 1e-5f, x, 0, w, 0, dy, 0, 1, y, 0, z, 0, 5, cols);
        k.inputGrad(centered, x, 0, w, 0, 1, z, 0, dy, 0, y, 0, 5, cols);
        Arrays.fill(y, 0, cols, 0f);
        k.addWeightGrad(x, 0, 1, z, 0, dy, 0, y, 0, 5, cols);
      }
    }
  }

  private void softmax(SoftmaxKernels k) {
    int cols = 53;
    k.softmax(x, 0, y, 0, 9, cols);
    k.softmaxGrad(y, 0, dy, 0, z, 0, 9, cols);
    k.logSoftmax(x, 0, y, 0, 9, cols);
    k.logSoftmaxGrad(y, 0, dy, 0, z, 0, 9, cols);
  }

  private void reductions(ReductionKernels k) {
    pair[0] = k.sum(x, 0, N);
    pair[1] = k.dot(x, 0, w, 0, N);
    pair[2] = k.max(x, 0, N);
    Arrays.fill(y, 0, 103, 0f);
    k.addColumnSums(x, 0, 21, 103, y, 0);
  }

  private void convolutions(ConvolutionKernels k) {
    for (int kernel : new int[] {1, 3}) {
      for (int stride : new int[] {1, 2}) {
        for (int groups : new int[] {1, 6}) {
          for (int in : new int[] {9, 22}) {
            int out = (in + 2 * (kernel / 2) - kernel) / stride + 1;
            ConvAxis axis = new ConvAxis(in, kernel, stride, kernel / 2, 1, out);
            Convolution c = new Convolution(2, 6, 12, groups, axis, axis);
            k.forward(c, x, 0, w, 0, dy, 0, y, 0, null);
            k.inputGrad(c, dy, 0, w, 0, y, 0);
            k.weightGrad(c, x, 0, dy, 0, y, 0);
          }
        }
      }
    }
    // The loops for single channels are short, so they are compiled only after many calls.
    for (int stride : new int[] {1, 2}) {
      ConvAxis axis = new ConvAxis(22, 3, stride, 1, 1, 21 / stride + 1);
      Convolution c = new Convolution(2, 6, 6, 6, axis, axis);
      for (int i = 0; i < 20; i++) {
        k.forward(c, x, 0, w, 0, dy, 0, y, 0, null);
      }
    }
  }

  private void pooling(PoolingKernels k) {
    ConvAxis halves = new ConvAxis(22, 2, 2, 0, 1, 11);
    ConvAxis thirds = new ConvAxis(22, 3, 2, 1, 1, 11);
    for (ConvAxis axis : new ConvAxis[] {halves, thirds}) {
      k.max(3, axis, axis, x, 0, y, 0, index, 0);
      k.maxGrad(3, 22 * 22, 11 * 11, dy, 0, index, 0, z, 0);
      Spans spans = Spans.sliding(axis, true);
      k.average(3, spans, spans, 0, x, 0, y, 0);
      k.averageGrad(3, spans, spans, 0, dy, 0, z, 0);
    }
  }

  private void norms(NormKernels k) {
    for (int plane : new int[] {1, 67}) {
      Channels c = Channels.all(3, 4, plane);
      k.moments(c, x, 0, y, z);
      k.normalize(c, x, 0, pair, pair, pair, y, 0);
      k.normalizeGrad(c, x, 0, dy, 0, pair, pair, pair, pair, y, 0);
      k.products(c, x, 0, dy, 0, pair, y);
      k.sums(c, x, 0, y);
    }
  }

  private void optimizers(OptimizerKernels k) {
    for (boolean first : new boolean[] {true, false}) {
      for (boolean nesterov : new boolean[] {true, false}) {
        SgdStep heavy = new SgdStep(0f, 0.5f, 0f, 0.01f, nesterov, first);
        k.sgd(heavy, N, y, 0, dy, 0, z, 0);
      }
    }
    k.sgd(new SgdStep(0f, 0f, 0f, 0.01f, false, false), N, y, 0, dy, 0, z, 0);
    Arrays.fill(z, 0, N, 1f);
    k.adamw(new AdamwStep(1f, 0.9, 0.999, 1e-8f, 0f, 1f), N, y, 0, dy, 0, w, 0, z, 0);
    OptimizerStep.State m = new OptimizerStep.State(w, 0);
    OptimizerStep.State v = new OptimizerStep.State(z, 0);
    OptimizerStep.State more = new OptimizerStep.State(w, N);
    for (boolean on : new boolean[] {true, false}) {
      float number = on ? 0.5f : 0f;
      k.step(
          new OptimizerStep.Moments(1f, number, 0.9, 0.999, 1e-8f, 1f, number, 0.1f, on),
          N,
          y,
          0,
          dy,
          0,
          m,
          v);
      k.step(
          new OptimizerStep.Rmsprop(0f, 0.99, 1e-8f, number, number, on),
          N,
          y,
          0,
          dy,
          0,
          v,
          m,
          more);
      k.step(new OptimizerStep.Adagrad(0f, 1e-8f, number), N, y, 0, dy, 0, v);
    }
  }
}
