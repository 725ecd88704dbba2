package dev.forja.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calls of a rehearsal, each kernel as a step: with sizes that fill vectors and tiles and sizes
 * that leave a rest, few enough to stay in one thread. Steps are run in their order, since some
 * read what those before them wrote.
 */
final class RehearsalSteps {
  private static final int SIZE = 1 << 15;

  /**
   * The elements of an array of its own: HotSpot compiles a method after 600 calls if its loops
   * went round often enough by then, so longer arrays would only take longer.
   */
  private static final int N = 203;

  private final float[] x = new float[SIZE];
  private final float[] w = new float[SIZE];
  private final float[] dy = new float[SIZE];
  private final float[] y = new float[SIZE];
  private final float[] z = new float[SIZE];
  private final int[] index = new int[SIZE];
  private final float[] pair = new float[4];

  RehearsalSteps() {
    for (int i = 0; i < SIZE; i++) {
      x[i] = i % 17 * 0.25f - 2f;
      w[i] = i % 13 * 0.25f - 1.5f;
      dy[i] = i % 11 * 0.25f - 1.25f;
    }
  }

  List<RehearsalStep> of(Family family) {
    return switch (family) {
      case MATMUL -> products();
      case ATTENTION -> attention();
      case ROW_NORM -> rowNorms();
      case SOFTMAX -> softmax();
      case REDUCTION -> reductions();
      case CONVOLUTION -> convolutions();
      case POOLING -> pooling();
      case NORM -> norms();
      case OPTIMIZER -> optimizers();
    };
  }

  List<RehearsalStep> axpy() {
    return List.of(k -> k.elementwise().axpy(0.5f, x, 0, z, 0, N));
  }

  List<RehearsalStep> unary(Unary f) {
    return List.of(k -> k.elementwise().unary(f, x, 0, y, 0, N));
  }

  List<RehearsalStep> unaryGrad(Unary f) {
    return List.of(k -> k.elementwise().unaryGrad(f, x, 0, w, 0, dy, 0, z, 0, N));
  }

  List<RehearsalStep> binary(Binary f) {
    return List.of(
        k -> k.elementwise().binary(f, x, 0, 1, w, 0, 1, y, 0, N),
        k -> k.elementwise().binary(f, x, 0, 1, w, 0, 0, y, 0, N),
        k -> k.elementwise().binary(f, x, 0, 0, w, 0, 1, y, 0, N));
  }

  private List<RehearsalStep> products() {
    int n = 52;
    int depth = 66;
    List<RehearsalStep> steps = new ArrayList<>();
    for (int m : new int[] {1, 3, 18}) {
      for (boolean tb : new boolean[] {false, true}) {
        int ldb = tb ? depth : n;
        steps.add(k -> k.matmul().gemm(false, tb, m, n, depth, x, 0, depth, w, 0, ldb, 0, y, 0, n));
        steps.add(k -> k.matmul().gemm(true, tb, m, n, depth, x, 0, m, w, 0, ldb, 1, y, 0, n));
        steps.add(
            k -> k.matmul().addmm(dy, 0, false, tb, m, n, depth, x, 0, depth, w, 0, ldb, y, 0, n));
      }
    }
    PackedMatrix[] packed = new PackedMatrix[1];
    steps.add(k -> packed[0] = k.matmul().pack(true, n, 60, w, 0, 60));
    for (int m : new int[] {1, 3, 18}) {
      steps.add(k -> k.matmul().gemmPacked(m, x, 0, 60, packed[0], 0, y, 0, n));
      steps.add(k -> k.matmul().addmmPacked(dy, 0, m, x, 0, 60, packed[0], y, 0, n));
    }
    return steps;
  }

  private List<RehearsalStep> attention() {
    Heads heads = new Heads(x, new int[] {0, 32}, 64);
    Heads out = new Heads(y, new int[] {0, 32}, 64);
    Heads mask = new Heads(w, new int[] {0, 0}, 0);
    List<RehearsalStep> steps = new ArrayList<>();
    for (boolean causal : new boolean[] {false, true}) {
      Attention sizes = new Attention(37, 37, 32, 32, 0.25f, causal);
      steps.add(k -> k.attention().attend(sizes, heads, heads, heads, null, out));
      steps.add(k -> k.attention().attend(sizes, heads, heads, heads, mask, out));
      Attention few = new Attention(2, 37, 32, 32, 0.25f, causal, 35);
      steps.add(k -> k.attention().attend(few, heads, heads, heads, null, out));
      steps.add(k -> k.attention().attend(few, heads, heads, heads, mask, out));
    }
    return steps;
  }

  private List<RehearsalStep> rowNorms() {
    List<RehearsalStep> steps = new ArrayList<>();
    for (int cols : new int[] {29, 131}) {
      for (boolean centered : new boolean[] {true, false}) {
        steps.add(
            k -> k.rowNorm().normalize(centered, 1e-5f, x, 0, w, 0, dy, 0, 1, y, 0, z, 0, 5, cols));
        steps.add(k -> k.rowNorm().inputGrad(centered, x, 0, w, 0, 1, z, 0, dy, 0, y, 0, 5, cols));
        steps.add(_ -> Arrays.fill(y, 0, cols, 0f));
        steps.add(k -> k.rowNorm().addWeightGrad(x, 0, 1, z, 0, dy, 0, y, 0, 5, cols));
      }
    }
    return steps;
  }

  private List<RehearsalStep> softmax() {
    int cols = 53;
    return List.of(
        k -> k.softmax().softmax(x, 0, y, 0, 9, cols),
        k -> k.softmax().softmaxGrad(y, 0, dy, 0, z, 0, 9, cols),
        k -> k.softmax().logSoftmax(x, 0, y, 0, 9, cols),
        k -> k.softmax().logSoftmaxGrad(y, 0, dy, 0, z, 0, 9, cols));
  }

  private List<RehearsalStep> reductions() {
    return List.of(
        k -> pair[0] = k.reduction().sum(x, 0, N),
        k -> pair[1] = k.reduction().dot(x, 0, w, 0, N),
        k -> pair[2] = k.reduction().max(x, 0, N),
        _ -> Arrays.fill(y, 0, 103, 0f),
        k -> k.reduction().addColumnSums(x, 0, 21, 103, y, 0));
  }

  private List<RehearsalStep> convolutions() {
    List<RehearsalStep> steps = new ArrayList<>();
    for (int kernel : new int[] {1, 3}) {
      for (int stride : new int[] {1, 2}) {
        for (int groups : new int[] {1, 6}) {
          for (int in : new int[] {9, 22}) {
            int out = (in + 2 * (kernel / 2) - kernel) / stride + 1;
            ConvAxis axis = new ConvAxis(in, kernel, stride, kernel / 2, 1, out);
            Convolution c = new Convolution(2, 6, 12, groups, axis, axis);
            steps.add(k -> k.convolution().forward(c, x, 0, w, 0, dy, 0, y, 0, null));
            steps.add(k -> k.convolution().inputGrad(c, dy, 0, w, 0, y, 0));
            steps.add(k -> k.convolution().weightGrad(c, x, 0, dy, 0, y, 0));
          }
        }
      }
    }
    // The loops for single channels are short, so they are compiled only after many calls.
    for (int stride : new int[] {1, 2}) {
      ConvAxis axis = new ConvAxis(22, 3, stride, 1, 1, 21 / stride + 1);
      Convolution c = new Convolution(2, 6, 6, 6, axis, axis);
      steps.add(
          k -> {
            for (int i = 0; i < 20; i++) {
              k.convolution().forward(c, x, 0, w, 0, dy, 0, y, 0, null);
            }
          });
    }
    return steps;
  }

  private List<RehearsalStep> pooling() {
    ConvAxis halves = new ConvAxis(22, 2, 2, 0, 1, 11);
    ConvAxis thirds = new ConvAxis(22, 3, 2, 1, 1, 11);
    List<RehearsalStep> steps = new ArrayList<>();
    for (ConvAxis axis : new ConvAxis[] {halves, thirds}) {
      steps.add(k -> k.pooling().max(3, axis, axis, x, 0, y, 0, index, 0));
      steps.add(k -> k.pooling().maxGrad(3, 22 * 22, 11 * 11, dy, 0, index, 0, z, 0));
      Spans spans = Spans.sliding(axis, true);
      steps.add(k -> k.pooling().average(3, spans, spans, 0, x, 0, y, 0));
      steps.add(k -> k.pooling().averageGrad(3, spans, spans, 0, dy, 0, z, 0));
    }
    return steps;
  }

  private List<RehearsalStep> norms() {
    List<RehearsalStep> steps = new ArrayList<>();
    for (int plane : new int[] {1, 67}) {
      Channels c = Channels.all(3, 4, plane);
      steps.add(k -> k.norm().moments(c, x, 0, y, z));
      steps.add(k -> k.norm().normalize(c, x, 0, pair, pair, pair, y, 0));
      steps.add(k -> k.norm().normalizeGrad(c, x, 0, dy, 0, pair, pair, pair, pair, y, 0));
      steps.add(k -> k.norm().products(c, x, 0, dy, 0, pair, y));
      steps.add(k -> k.norm().sums(c, x, 0, y));
    }
    return steps;
  }

  private List<RehearsalStep> optimizers() {
    List<RehearsalStep> steps = new ArrayList<>();
    for (boolean first : new boolean[] {true, false}) {
      for (boolean nesterov : new boolean[] {true, false}) {
        SgdStep heavy = new SgdStep(0f, 0.5f, 0f, 0.01f, nesterov, first);
        steps.add(k -> k.optimizer().sgd(heavy, N, y, 0, dy, 0, z, 0));
      }
    }
    SgdStep light = new SgdStep(0f, 0f, 0f, 0.01f, false, false);
    steps.add(k -> k.optimizer().sgd(light, N, y, 0, dy, 0, z, 0));
    steps.add(_ -> Arrays.fill(z, 0, N, 1f));
    AdamwStep adamw = new AdamwStep(1f, 0.9, 0.999, 1e-8f, 0f, 1f);
    steps.add(k -> k.optimizer().adamw(adamw, N, y, 0, dy, 0, w, 0, z, 0));
    OptimizerStep.State m = new OptimizerStep.State(w, 0);
    OptimizerStep.State v = new OptimizerStep.State(z, 0);
    OptimizerStep.State more = new OptimizerStep.State(w, N);
    for (boolean on : new boolean[] {true, false}) {
      float number = on ? 0.5f : 0f;
      OptimizerStep moments =
          new OptimizerStep.Moments(1f, number, 0.9, 0.999, 1e-8f, 1f, number, 0.1f, on);
      steps.add(k -> k.optimizer().step(moments, N, y, 0, dy, 0, m, v));
      OptimizerStep rmsprop = new OptimizerStep.Rmsprop(0f, 0.99, 1e-8f, number, number, on);
      steps.add(k -> k.optimizer().step(rmsprop, N, y, 0, dy, 0, v, m, more));
      OptimizerStep adagrad = new OptimizerStep.Adagrad(0f, 1e-8f, number);
      steps.add(k -> k.optimizer().step(adagrad, N, y, 0, dy, 0, v));
    }
    return steps;
  }
}
