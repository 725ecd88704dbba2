package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.forja.kernel.vector.base.Lanes;
import java.lang.management.ManagementFactory;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/**
 * Vector kernels of rows and elements allocate nothing once the JIT compiler has compiled them: a
 * vector that a method returns, or keeps over a call that is not inlined, would be an object each
 * time. The kernels of whole products are watched through the calls of models, in {@code
 * ReplayTest}.
 */
final class NoGarbageTest {
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

  /** Calls a kernel until many calls allocate nothing; the compiler needs its time. */
  private static void allocatesNothing(String what, Runnable kernel) throws InterruptedException {
    long allocated = 1;
    for (int round = 0; allocated > 0 && round < MOST_ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < CALLS; call++) {
        kernel.run();
      }
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated > 0) {
        Thread.sleep(2);
      }
    }
    assertThat(allocated).as("bytes of %d calls of %s", CALLS, what).isZero();
  }

  private static void assumeThatTheMachineHasSuchVectors() {
    assumeTrue(
        Lanes.LANES <= FloatVector.SPECIES_PREFERRED.length(),
        "vectors wider than the machine's are objects always");
    assumeTrue(Lanes.LANES <= 8, "not tried yet on a machine with vectors of 512 bits");
  }

  @Test
  @EveryWidth
  void sums() throws InterruptedException {
    assumeThatTheMachineHasSuchVectors();
    ReductionKernels reduction = kernels.reduction();
    allocatesNothing("sum", () -> sink += reduction.sum(x, 1, 400));
    allocatesNothing("dot", () -> sink += reduction.dot(x, 1, y, 2, 400));
    allocatesNothing("max", () -> sink += reduction.max(x, 1, 400));
    allocatesNothing("column sums", () -> reduction.addColumnSums(x, 0, ROWS, COLS, few, 0));
  }

  @Test
  @EveryWidth
  void rowNorms() throws InterruptedException {
    assumeThatTheMachineHasSuchVectors();
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

  @Test
  @EveryWidth
  void softmax() throws InterruptedException {
    assumeThatTheMachineHasSuchVectors();
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

  @Test
  @EveryWidth
  void channels() throws InterruptedException {
    assumeThatTheMachineHasSuchVectors();
    NormKernels norm = kernels.norm();
    Channels c = new Channels(1, ROWS, COLS, 1, ROWS);
    float[] mean = new float[ROWS];
    float[] other = new float[ROWS];
    allocatesNothing("moments", () -> norm.moments(c, x, 0, mean, other));
    allocatesNothing("sums of channels", () -> norm.sums(c, x, 0, other));
    allocatesNothing("products of channels", () -> norm.products(c, x, 0, y, 0, mean, other));
    allocatesNothing("normalize channels", () -> norm.normalize(c, x, 0, mean, mean, other, z, 0));
  }

  @Test
  void elements() throws InterruptedException {
    assumeThatTheMachineHasSuchVectors();
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
