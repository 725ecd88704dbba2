package dev.forja.kernel;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Vector kernels give the bits of the plain loops: at every width, for all sizes around the lanes
 * and for some large ones, on ordinary numbers and on NaNs, infinities, zeros of both signs and
 * denormals. The tests of each family have the elementwise functions and the optimisers.
 */
@EveryWidth
final class SameBitsTest {
  private static final int[] LARGE = {63, 64, 65, 127, 207, 702, 4096, 4111, 9000};
  private static final int AT = 3;

  private final Random random = new Random(41);
  private final Kernels plain = Ranges.scalar();
  private final Kernels vector = Ranges.vector();

  /** Runs a kernel on both and compares all that it wrote; n elements, wild or not. */
  private void same(String what, int written, BiConsumer<Kernels, float[]> kernel) {
    float[] expected = Ranges.canaries(written);
    float[] actual = expected.clone();
    kernel.accept(plain, expected);
    kernel.accept(vector, actual);
    Ranges.assertSameBits(what, expected, actual);
  }

  private float[] numbers(int n, boolean wild) {
    return wild ? Ranges.wild(random, AT, n) : Ranges.normal(random, AT, n);
  }

  private interface Sized {
    void run(int n, boolean wild);
  }

  private static void eachSize(Sized test) {
    for (boolean wild : new boolean[] {false, true}) {
      for (int n = 0; n < 53; n++) {
        test.run(n, wild);
      }
      for (int n : LARGE) {
        test.run(n, wild);
      }
    }
  }

  @Test
  void reductions() {
    eachSize(
        (n, wild) -> {
          float[] a = numbers(n, wild);
          float[] b = numbers(n, wild);
          String what = "n %d, wild %s".formatted(n, wild);
          same("sum, " + what, 1, (k, y) -> y[0] = k.reduction().sum(a, AT, n));
          same("dot, " + what, 1, (k, y) -> y[0] = k.reduction().dot(a, AT, b, AT, n));
          same("max, " + what, 1, (k, y) -> y[0] = k.reduction().max(a, AT, n));
          int rows = 1 + random.nextInt(300);
          int cols = Math.min(n, 207);
          float[] x = numbers(rows * cols, wild);
          same(
              "column sums, rows %d, %s".formatted(rows, what),
              cols + 9,
              (k, y) -> k.reduction().addColumnSums(x, AT, rows, cols, y, 2));
        });
  }

  @Test
  void channels() {
    eachSize(
        (n, wild) -> {
          Channels c = new Channels(2, 3, n, 1, 3);
          int size = 2 * 3 * n;
          float[] x = numbers(size, wild);
          float[] dy = numbers(size, wild);
          float[] mean = {1, -0.2f, 1e-3f};
          float[] scale = {2, 0.5f, -3};
          float[] shift = {0, 1, -0f};
          String what = "plane %d, wild %s".formatted(n, wild);
          same(
              "moments, " + what,
              6,
              (k, y) -> {
                float[] variance = new float[3];
                k.norm().moments(c, x, AT, y, variance);
                System.arraycopy(variance, 0, y, 3, 3);
              });
          same("sums, " + what, 3, (k, y) -> k.norm().sums(c, x, AT, y));
          same("products, " + what, 3, (k, y) -> k.norm().products(c, x, AT, dy, AT, mean, y));
          same(
              "normalize, " + what,
              size + 9,
              (k, y) -> k.norm().normalize(c, x, AT, mean, scale, shift, y, 1));
          same(
              "normalizeGrad, " + what,
              size + 9,
              (k, y) -> k.norm().normalizeGrad(c, x, AT, dy, AT, mean, scale, mean, shift, y, 1));
        });
  }

  @Test
  void rows() {
    int rows = 5;
    eachSize(
        (cols, wild) -> {
          if (cols == 0) {
            return; // The mean of an empty row is undefined.
          }
          int period = 1 + random.nextInt(2);
          float[] x = numbers(rows * cols, wild);
          float[] w = numbers(period * cols, false);
          float[] b = numbers(period * cols, wild);
          float[] dy = numbers(rows * cols, wild);
          float[] stats = new float[2 * rows];
          for (boolean centered : new boolean[] {false, true}) {
            String what = "cols %d, wild %s, centered %s".formatted(cols, wild, centered);
            same(
                "normalize, " + what,
                rows * cols + 9,
                (k, y) ->
                    k.rowNorm()
                        .normalize(
                            centered, 1e-5f, x, AT, w, AT, b, AT, period, y, 1, stats, 0, rows,
                            cols));
            same(
                "inputGrad, " + what,
                rows * cols + 9,
                (k, y) ->
                    k.rowNorm()
                        .inputGrad(
                            centered, x, AT, w, AT, period, stats, 0, dy, AT, y, 1, rows, cols));
          }
          same(
              "weightGrad, cols %d, wild %s".formatted(cols, wild),
              period * cols + 9,
              (k, y) ->
                  k.rowNorm().addWeightGrad(x, AT, period, stats, 0, dy, AT, y, 1, rows, cols));
        });
  }

  @Test
  void softmax() {
    int rows = 5;
    eachSize(
        (cols, wild) -> {
          float[] x = numbers(rows * cols, wild);
          float[] dy = numbers(rows * cols, wild);
          int size = rows * cols + 9;
          String what = "cols %d, wild %s".formatted(cols, wild);
          same(what, size, (k, y) -> k.softmax().softmax(x, AT, y, 1, rows, cols));
          same(what, size, (k, y) -> k.softmax().logSoftmax(x, AT, y, 1, rows, cols));
          same(what, size, (k, y) -> k.softmax().softmaxGrad(x, AT, dy, AT, y, 1, rows, cols));
          same(what, size, (k, y) -> k.softmax().logSoftmaxGrad(x, AT, dy, AT, y, 1, rows, cols));
        });
  }

  @Test
  void products() {
    float[] betas = {0, 1, -0.5f};
    for (int i = 0; i < 600; i++) {
      int m = 1 + random.nextInt(i % 3 == 0 ? 5 : 40);
      int n = random.nextInt(i % 5 == 0 ? 3 : 110);
      int k = i % 50 == 0 ? 700 + random.nextInt(300) : random.nextInt(40);
      float beta = betas[i % 3];
      boolean wild = i % 2 == 0;
      boolean ta = random.nextBoolean();
      boolean tb = random.nextBoolean();
      int lda = ta ? m : k;
      int ldb = tb ? k : n;
      float[] a = numbers(m * k, wild);
      float[] b = numbers(k * n, wild);
      float[] row = numbers(n, wild);
      float[] before = numbers(m * Math.max(1, n), wild);
      String what =
          "ta %s tb %s m %d n %d k %d beta %s wild %s".formatted(ta, tb, m, n, k, beta, wild);
      same(
          what,
          before.length,
          (kernels, c) -> {
            System.arraycopy(before, 0, c, 0, c.length);
            kernels
                .matmul()
                .gemm(ta, tb, m, n, k, a, AT, lda, b, AT, ldb, beta, c, AT, Math.max(1, n));
          });
      same(
          "bias, " + what,
          before.length,
          (kernels, c) ->
              kernels
                  .matmul()
                  .addmm(row, AT, ta, tb, m, n, k, a, AT, lda, b, AT, ldb, c, AT, Math.max(1, n)));
      if (!ta) {
        same(
            "packed, " + what,
            before.length,
            (kernels, c) -> {
              System.arraycopy(before, 0, c, 0, c.length);
              PackedMatrix packed = kernels.matmul().pack(tb, n, k, b, AT, ldb);
              kernels.matmul().gemmPacked(m, a, AT, k, packed, beta, c, AT, Math.max(1, n));
            });
        same(
            "packed with bias, " + what,
            before.length,
            (kernels, c) -> {
              PackedMatrix packed = kernels.matmul().pack(tb, n, k, b, AT, ldb);
              kernels.matmul().addmmPacked(row, AT, m, a, AT, k, packed, c, AT, Math.max(1, n));
            });
      }
    }
  }

  @Test
  void aRowHasTheSameBitsAloneAndInABatch() {
    int m = 23;
    int n = 70;
    int k = 611;
    for (boolean tb : new boolean[] {false, true}) {
      float[] a = Ranges.wild(random, 0, m * k);
      float[] b = Ranges.normal(random, 0, k * n);
      int ldb = tb ? k : n;
      float[] together = new float[m * n];
      vector.matmul().gemm(false, tb, m, n, k, a, 0, k, b, 0, ldb, 0, together, 0, n);
      float[] alone = new float[m * n];
      for (int r = 0; r < m; r++) {
        vector.matmul().gemm(false, tb, 1, n, k, a, r * k, k, b, 0, ldb, 0, alone, r * n, n);
      }
      Ranges.assertSameBits("tb " + tb, together, alone);
    }
  }

  @Test
  void attention() {
    for (int i = 0; i < 200; i++) {
      boolean wild = i % 4 == 3;
      int length = 1 + random.nextInt(i % 10 == 0 ? 100 : 40);
      int sources = random.nextInt(i % 10 == 0 ? 100 : 40);
      int width = 1 + random.nextInt(40);
      int depth = random.nextInt(40);
      boolean causal = i % 3 == 0;
      Heads q = heads(length, width, wild);
      Heads keys = heads(sources, width, wild);
      Heads v = heads(sources, depth, wild);
      Heads mask = i % 3 == 1 ? mask(length, sources) : null;
      int before = i % 6 == 0 ? 0 : sources - length;
      Attention a = new Attention(length, sources, width, depth, 0.3f, causal, before);
      same(
          "%s, mask %s, wild %s".formatted(a, mask == null ? "none" : mask.step(), wild),
          2 * length * depth + 9,
          (k, y) ->
              k.attention()
                  .attend(
                      a, q, keys, v, mask, new Heads(y, new int[] {2, 2 + length * depth}, depth)));
    }
  }

  @Test
  void attentionOfFewQueriesWhoseHeadsShareKeys() {
    for (int i = 0; i < 150; i++) {
      boolean wild = i % 4 == 3;
      int length = 1 + random.nextInt(5);
      int sources = random.nextInt(i % 10 == 0 ? 200 : 40);
      int width = 1 + random.nextInt(40);
      int depth = random.nextInt(40);
      int share = 1 + random.nextInt(8);
      int groups = 1 + random.nextInt(2);
      Heads q = shared(length, width, groups * share, 1, wild);
      Heads keys = shared(sources, width, groups, share, wild);
      Heads v = shared(sources, depth, groups, share, wild);
      Heads mask = i % 3 == 1 ? shared(length, sources, groups * share, 1, wild) : null;
      Attention a =
          new Attention(length, sources, width, depth, 0.3f, i % 3 == 0, sources - length);
      int[] to = IntStream.range(0, groups * share).map(h -> 2 + h * length * depth).toArray();
      same(
          "%s, %d heads share".formatted(a, share),
          groups * share * length * depth + 9,
          (k, y) -> k.attention().attend(a, q, keys, v, mask, new Heads(y, to, depth)));
    }
  }

  /** Dense matrices, each for as many neighbouring heads as share it. */
  private Heads shared(int rows, int width, int groups, int share, boolean wild) {
    int[] offsets =
        IntStream.range(0, groups * share).map(h -> AT + h / share * rows * width).toArray();
    return new Heads(numbers(groups * rows * width, wild), offsets, width);
  }

  @Test
  void convolutions() {
    for (int i = 0; i < 300; i++) {
      int groups = 1 + random.nextInt(3);
      int inputs = groups * (1 + random.nextInt(i % 20 == 0 ? 40 : 4));
      int outputs = groups * (1 + random.nextInt(12));
      int images = random.nextInt(i % 10 == 0 ? 25 : 4);
      int kernel = 1 + random.nextInt(3);
      ConvAxis columns = axis(1 + random.nextInt(i % 7 == 0 ? 70 : 20), kernel);
      sameConvolution(
          new Convolution(
              images, inputs, outputs, groups, axis(1 + random.nextInt(9), kernel), columns),
          i % 4 == 3);
    }
  }

  @Test
  void convolutionsOfManyImagesAndInputsThatAreMostlyPadding() {
    ConvAxis axis = new ConvAxis(14, 3, 1, 1, 1, 14);
    sameConvolution(new Convolution(70, 8, 12, 1, axis, axis), false);
    ConvAxis large = new ConvAxis(3, 2, 1, 1300, 1000, 1603);
    sameConvolution(new Convolution(1, 1, 1, 1, large, large), false);
  }

  @Test
  void convolutionsOfOneChannelAndThoseInSeveralBandsAndParts() {
    for (int i = 0; i < 40; i++) {
      int height = 1 + random.nextInt(40);
      int width = 1 + random.nextInt(i % 5 == 0 ? 300 : 40);
      int pad = random.nextInt(3);
      ConvAxis rows = new ConvAxis(height + 2, 3, 1, pad, 1, height + 2 * pad);
      ConvAxis columns = new ConvAxis(width + 2, 3, 1, pad, 1, width + 2 * pad);
      sameConvolution(new Convolution(1 + i % 2, 3, 3, 3, rows, columns), i % 3 == 0);
    }
    for (boolean wild : new boolean[] {false, true}) {
      sameConvolution(new Convolution(1, 31, 7, 1, axis(40, 3), axis(80, 3)), wild);
      ConvAxis pointwise = new ConvAxis(131, 1, 1, 0, 1, 131);
      sameConvolution(new Convolution(1, 3, 5, 1, pointwise, pointwise), wild);
    }
  }

  private ConvAxis axis(int in, int kernel) {
    int stride = 1 + random.nextInt(2);
    int dilation = 1 + random.nextInt(2);
    int pad = random.nextInt(3);
    int reach = (kernel - 1) * dilation + 1;
    int padded = Math.max(in, reach);
    return new ConvAxis(
        padded, kernel, stride, pad, dilation, (padded + 2 * pad - reach) / stride + 1);
  }

  private void sameConvolution(Convolution c, boolean wild) {
    int in = c.images() * c.inChannels() * c.inPlane();
    int out = c.images() * c.outChannels() * c.outPlane();
    float[] x = numbers(in, wild);
    float[] w = numbers(c.weights(), wild);
    float[] b = random.nextBoolean() ? numbers(c.outChannels(), wild) : null;
    float[] dy = numbers(out, wild);
    String what = "%s, wild %s".formatted(c, wild);
    same(what, out + 9, (k, y) -> k.convolution().forward(c, x, AT, w, AT, b, AT, y, 1, null));
    same("finished " + what, out + 9, (k, y) -> finished(k, c, x, w, b, y));
    same("dx of " + what, in + 9, (k, y) -> k.convolution().inputGrad(c, dy, AT, w, AT, y, 1));
    same(
        "dw of " + what,
        c.weights() + 9,
        (k, y) -> k.convolution().weightGrad(c, x, AT, dy, AT, y, 1));
  }

  /** A convolution whose outputs are finished; each of them must be, once, after its sum. */
  private static void finished(
      Kernels k, Convolution c, float[] x, float[] w, float @Nullable [] b, float[] y) {
    float[] sums = y.clone();
    k.convolution().forward(c, x, AT, w, AT, b, AT, sums, 1, null);
    float[] terms = new float[y.length];
    k.convolution()
        .forward(
            c,
            x,
            AT,
            w,
            AT,
            b,
            AT,
            y,
            1,
            (from, n) -> {
              for (int i = 1 + from; i < 1 + from + n; i++) {
                y[i] -= 3;
                terms[i] += 3;
              }
            });
    for (int i = 0; i < y.length; i++) {
      sums[i] -= terms[i];
    }
    Ranges.assertSameBits("finished " + c, sums, y);
    int out = c.images() * c.outChannels() * c.outPlane();
    float[] once = new float[y.length];
    Arrays.fill(once, 1, 1 + out, 3);
    Ranges.assertSameBits("times of " + c, once, terms);
  }

  @Test
  void pooling() {
    for (int i = 0; i < 200; i++) {
      boolean wild = i % 2 == 0;
      int kernel = 1 + random.nextInt(3);
      ConvAxis rows = i % 3 == 0 ? halves() : axis(1 + random.nextInt(12), kernel);
      ConvAxis columns = i % 3 == 0 ? halves() : axis(1 + random.nextInt(70), kernel);
      if (rows.pad() >= kernel || columns.pad() >= kernel) {
        continue; // A window must hold an input.
      }
      int planes = 1 + random.nextInt(3);
      float[] x = numbers(planes * rows.in() * columns.in(), wild);
      int out = planes * rows.out() * columns.out();
      same(
          "%s %s wild %s".formatted(rows, columns, wild),
          2 * out + 9,
          (k, y) -> {
            int[] index = new int[out];
            k.pooling().max(planes, rows, columns, x, AT, y, 1, index, 0);
            for (int o = 0; o < out; o++) {
              y[1 + out + o] = index[o];
            }
          });
    }
  }

  /** Windows of two adjacent elements. */
  private ConvAxis halves() {
    int in = 2 + random.nextInt(70);
    return new ConvAxis(in, 2, 2, 0, 1, in / 2);
  }

  private Heads heads(int rows, int width, boolean wild) {
    return new Heads(numbers(2 * rows * width, wild), new int[] {AT, AT + rows * width}, width);
  }

  private @Nullable Heads mask(int length, int sources) {
    boolean sameForAll = random.nextBoolean();
    int rows = sameForAll ? 1 : length;
    float[] mask = numbers(2 * rows * sources, false);
    for (int i = AT; i < AT + 2 * rows * sources; i++) {
      switch (random.nextInt(4)) {
        case 0 -> mask[i] = Float.NEGATIVE_INFINITY;
        case 1 -> mask[i] = random.nextBoolean() ? -3e38f : -0f;
        default -> {}
      }
    }
    return new Heads(mask, new int[] {AT, AT + rows * sources}, sameForAll ? 0 : sources);
  }
}
