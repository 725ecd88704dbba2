package dev.forja.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;

/** Calls the vector kernels of rows and elements, and prints those that still allocate then. */
final class NoGarbage {
  private static final int ROWS = 4;
  private static final int COLS = 416;
  private static final int CALLS = 200;
  private static final int MOST_ROUNDS = 1500;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Kernels kernels = Ranges.vector();
  private final Random random = new Random(3);
  private final float[] x = Ranges.normal(random, 0, ROWS * COLS);
  private final float[] y = Ranges.normal(random, 0, ROWS * COLS);
  private final float[] z = new float[ROWS * COLS];
  private final float[] few = new float[COLS];
  private float sink;

  private NoGarbage() {}

  public static void main(String[] args) throws InterruptedException {
    NoGarbage kernels = new NoGarbage();
    kernels.sums();
    kernels.rowNorms();
    kernels.softmax();
    kernels.channels();
    kernels.elements();
  }

  /** Calls a kernel until many calls allocate nothing, or it has been compiled for long. */
  private static void allocatesNothing(String what, Runnable kernel) throws InterruptedException {
    long allocated = 1;
    for (int round = 0; allocated > 0 && round < MOST_ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < CALLS; call++) {
        kernel.run();
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated > 0) {
        Thread.sleep(2); // the compiler needs its time
      }
    }
    if (allocated > 0) {
      System.out.println(what);
    }
  }

  private void sums() throws InterruptedException {
    ReductionKernels reduction = kernels.reduction();
    allocatesNothing("sum", () -> sink += reduction.sum(x, 1, 400));
    allocatesNothing("dot", () -> sink += reduction.dot(x, 1, y, 2, 400));
    allocatesNothing("max", () -> sink += reduction.max(x, 1, 400));
    allocatesNothing("column sums", () -> reduction.addColumnSums(x, 0, ROWS, COLS, few, 0));
  }

  private void rowNorms() throws InterruptedException {
    RowNormKernels norm = kernels.rowNorm();
    float[] stats = new float[2 * ROWS];
    for (boolean centered : new boolean[] {true, false}) {
      allocatesNothing(
          "normalize, centered " + centered,
          () ->
              norm.normalize(centered, 1e-5f, x, 0, few, 0, few, 0, 1, z, 0, stats, 0, ROWS, COLS));
      allocatesNothing(
          "the gradient of the input, centered " + centered,
          () -> norm.inputGrad(centered, x, 0, few, 0, 1, stats, 0, y, 0, z, 0, ROWS, COLS));
    }
    allocatesNothing(
        "the gradient of the weight",
        () -> norm.addWeightGrad(x, 0, 1, stats, 0, y, 0, few, 0, ROWS, COLS));
  }

  private void softmax() throws InterruptedException {
    SoftmaxKernels softmax = kernels.softmax();
    for (int cols : new int[] {COLS, 405}) {
      allocatesNothing("softmax of " + cols, () -> softmax.softmax(x, 0, z, 0, ROWS, cols));
      allocatesNothing("logSoftmax of " + cols, () -> softmax.logSoftmax(x, 0, z, 0, ROWS, cols));
      allocatesNothing(
          "the gradient of softmax of " + cols,
          () -> softmax.softmaxGrad(x, 0, y, 0, z, 0, ROWS, cols));
      allocatesNothing(
          "the gradient of logSoftmax of " + cols,
          () -> softmax.logSoftmaxGrad(x, 0, y, 0, z, 0, ROWS, cols));
    }
  }

  private void channels() throws InterruptedException {
    NormKernels norm = kernels.norm();
    Channels c = new Channels(1, ROWS, COLS, 1, ROWS);
    float[] mean = new float[ROWS];
    float[] other = new float[ROWS];
    allocatesNothing("moments", () -> norm.moments(c, x, 0, mean, other));
    allocatesNothing("sums of channels", () -> norm.sums(c, x, 0, other));
    allocatesNothing("products of channels", () -> norm.products(c, x, 0, y, 0, mean, other));
    allocatesNothing("normalize channels", () -> norm.normalize(c, x, 0, mean, mean, other, z, 0));
  }

  private void elements() throws InterruptedException {
    ElementwiseKernels elementwise = kernels.elementwise();
    for (Unary f : Unary.values()) {
      allocatesNothing(f.name(), () -> elementwise.unary(f, x, 0, z, 0, COLS));
      allocatesNothing(
          "the gradient of " + f, () -> elementwise.unaryGrad(f, x, 0, x, 0, y, 0, z, 0, COLS));
    }
    for (Binary f : Binary.values()) {
      allocatesNothing(f.name(), () -> elementwise.binary(f, x, 0, 1, y, 0, 1, z, 0, COLS));
    }
    allocatesNothing("axpy", () -> elementwise.axpy(0.5f, x, 0, z, 0, COLS));
  }
}
