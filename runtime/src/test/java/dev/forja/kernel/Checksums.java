package dev.forja.kernel;

import dev.forja.kernel.parallel.Parallel;
import java.util.Arrays;
import java.util.Random;

/** A program that prints the kernels in use and a hash of the bits that they compute. */
final class Checksums {
  private Checksums() {}

  public static void main(String[] args) {
    Kernels kernels = Kernels.get();
    System.out.println("kernels " + kernels.name() + ", threads " + Parallel.threads());
    System.out.println("bits " + bits(kernels));
  }

  private static String bits(Kernels kernels) {
    Random random = new Random(23);
    int m = 200;
    int n = 300;
    int k = 600;
    float[] a = normal(random, m * k);
    float[] b = normal(random, n * k);
    float[] many = new float[m * n];
    float[] few = new float[3 * n];
    kernels.matmul().gemm(false, true, m, n, k, a, 0, k, b, 0, k, 0f, many, 0, n);
    kernels.matmul().gemm(false, false, 3, n, k, a, 0, k, b, 0, n, 0f, few, 0, n);
    float[] soft = new float[m * n];
    kernels.softmax().logSoftmax(many, 0, soft, 0, m, n);
    float[] mapped = new float[m * k - 1];
    kernels.elementwise().unary(Unary.TANH, a, 0, mapped, 0, m * k - 1);
    kernels.elementwise().axpy(0.3f, a, 1, mapped, 0, m * k - 1);
    float[] sums = {kernels.reduction().sum(a, 0, m * k), kernels.reduction().dot(a, 0, b, 0, n)};
    return Arrays.hashCode(many)
        + " "
        + Arrays.hashCode(few)
        + " "
        + Arrays.hashCode(soft)
        + " "
        + Arrays.hashCode(mapped)
        + " "
        + Arrays.hashCode(sums)
        + " "
        + convolution(kernels.convolution(), a, b)
        + " "
        + norms(kernels, a, b)
        + " "
        + Arrays.hashCode(attention(kernels.attention(), a))
        + " "
        + optimizers(kernels.optimizer(), a, b);
  }

  private static int norms(Kernels kernels, float[] x, float[] w) {
    int rows = 90;
    int cols = 401;
    float[] y = new float[3 * rows * cols];
    float[] stats = new float[2 * rows];
    RowNormKernels row = kernels.rowNorm();
    row.normalize(true, 1e-5f, x, 0, w, 0, w, 9, 1, y, 0, stats, 0, rows, cols);
    row.inputGrad(true, x, 0, w, 0, 1, stats, 0, y, 0, y, rows * cols, rows, cols);
    row.addWeightGrad(x, 0, 1, stats, 0, y, 0, y, 2 * rows * cols, rows, cols);
    Channels c = Channels.all(10, 12, 901);
    float[] sums = new float[48];
    float[] mean = Arrays.copyOf(w, 12);
    float[] variance = new float[12];
    kernels.norm().sums(c, x, 0, sums);
    kernels.norm().moments(c, x, 0, mean, variance);
    float[] products = new float[12];
    kernels.norm().products(c, x, 0, w, 0, mean, products);
    float[] normal = new float[10 * 12 * 901];
    kernels.norm().normalize(c, x, 0, mean, variance, products, normal, 0);
    ConvAxis axis = new ConvAxis(30, 3, 2, 1, 1, 15);
    float[] pooled = new float[100 * 15 * 15];
    int[] index = new int[pooled.length];
    kernels.pooling().max(100, axis, axis, x, 0, pooled, 0, index, 0);
    return Arrays.deepHashCode(
        new Object[] {y, stats, sums, mean, variance, products, normal, pooled, index});
  }

  private static float[] attention(AttentionKernels kernels, float[] x) {
    int length = 75;
    int width = 40;
    int[] heads = {0, length * width, 2 * length * width, 3 * length * width};
    float[] y = new float[4 * length * width];
    Attention a = new Attention(length, length, width, width, 0.2f, true);
    Heads q = new Heads(x, heads, width);
    Heads k = new Heads(Arrays.copyOfRange(x, 17, 17 + y.length), heads, width);
    kernels.attend(a, q, k, q, null, new Heads(y, heads, width));
    return y;
  }

  private static int optimizers(OptimizerKernels kernels, float[] x, float[] grad) {
    float[] p = x.clone();
    float[] m = new float[p.length];
    float[] v = new float[p.length];
    int n = p.length - 3;
    float[] g = Arrays.copyOf(grad, p.length);
    kernels.adamw(new AdamwStep(0.99f, 0.9, 0.999, 1e-8f, 1e-2f, 0.5f), n, p, 1, g, 2, m, 3, v, 0);
    kernels.sgd(new SgdStep(0.1f, 0.9f, 0, 0.01f, true, false), n, p, 3, g, 0, m, 1);
    return Arrays.deepHashCode(new Object[] {p, m, v});
  }

  private static int convolution(ConvolutionKernels kernels, float[] a, float[] b) {
    ConvAxis axis = new ConvAxis(20, 3, 1, 1, 1, 20);
    Convolution c = new Convolution(25, 12, 18, 1, axis, axis);
    float[] y = new float[c.images() * c.outChannels() * c.outPlane()];
    float[] dx = new float[c.images() * c.inChannels() * c.inPlane()];
    float[] dw = new float[c.weights()];
    kernels.forward(c, a, 0, b, 0, b, 0, y, 0, null);
    kernels.inputGrad(c, y, 0, b, 0, dx, 0);
    kernels.weightGrad(c, a, 0, y, 0, dw, 0);
    return 31 * (31 * Arrays.hashCode(y) + Arrays.hashCode(dx)) + Arrays.hashCode(dw);
  }

  private static float[] normal(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
