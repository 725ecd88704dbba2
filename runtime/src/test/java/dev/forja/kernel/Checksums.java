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
        + convolution(kernels.convolution(), a, b);
  }

  private static int convolution(ConvolutionKernels kernels, float[] a, float[] b) {
    ConvAxis axis = new ConvAxis(20, 3, 1, 1, 1, 20);
    Convolution c = new Convolution(25, 12, 18, 1, axis, axis);
    float[] y = new float[c.images() * c.outChannels() * c.outPlane()];
    float[] dx = new float[c.images() * c.inChannels() * c.inPlane()];
    float[] dw = new float[c.weights()];
    kernels.forward(c, a, 0, b, 0, b, 0, y, 0);
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
