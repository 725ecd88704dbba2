package dev.forja.kernel.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.Binary;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.MatmulCase;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.OptimizerKernels;
import dev.forja.kernel.Ranges;
import dev.forja.kernel.SgdStep;
import dev.forja.kernel.SoftmaxKernels;
import dev.forja.kernel.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

final class ParallelTest {
  @Test
  void rangesCoverEverythingOnceInMultiplesOfTheGrain() {
    for (int n : new int[] {0, 1, 63, 64, 65, 1000, 100_001}) {
      for (int grain : new int[] {1, 64, 1000}) {
        ConcurrentSkipListMap<Integer, Integer> ranges = new ConcurrentSkipListMap<>();
        Parallel.ranges(n, grain, (from, to) -> assertThat(ranges.put(from, to)).isNull());
        int next = 0;
        for (var range : ranges.entrySet()) {
          assertThat(range.getKey()).isEqualTo(next);
          assertThat(next % grain).isZero();
          next = range.getValue();
        }
        assertThat(next).isEqualTo(n);
      }
    }
  }

  @Test
  void theNumberOfThreadsIsReadOrRefused() {
    assertThat(Parallel.parseThreads(null, 3)).isEqualTo(3);
    assertThat(Parallel.parseThreads(" 5 ", 3)).isEqualTo(5);
    for (String bad : new String[] {"0", "-1", "two", "", "1.5"}) {
      assertThatThrownBy(() -> Parallel.parseThreads(bad, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("forja.threads: '" + bad + "' is not a number of threads");
    }
  }

  @Test
  void productsFromSeveralThreadsAtOnceAreRight() throws Exception {
    MatmulKernels matmul = Kernels.get().matmul();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int t = 0; t < 4; t++) {
      Random random = new Random(t);
      Thread.Builder builder = t % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
      threads.add(
          builder
              .uncaughtExceptionHandler((thread, e) -> failures.add(e))
              .start(
                  () -> {
                    for (int round = 0; round < 6; round++) {
                      new MatmulCase(false, true, 90, 100, 300, 0f).check(matmul, random);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void longArraysAgreeWithTheLoopsThatDoTheWork() {
    Random random = new Random(29);
    int n = 100_001;
    float[] x = Ranges.normal(random, 1, n);
    float[] dy = Ranges.normal(random, 2, n);
    ElementwiseKernels loops = Ranges.vector().elementwise();
    ElementwiseKernels cut = new ParallelElementwise(loops);
    float[] expected = Ranges.canaries(n + 9);
    float[] actual = Ranges.canaries(n + 9);
    loops.unary(Unary.EXP, x, 1, expected, 3, n);
    cut.unary(Unary.EXP, x, 1, actual, 3, n);
    assertThat(actual).isEqualTo(expected);
    loops.unaryGrad(Unary.LOG, x, 1, x, 1, dy, 2, expected, 3, n);
    cut.unaryGrad(Unary.LOG, x, 1, x, 1, dy, 2, actual, 3, n);
    assertThat(actual).isEqualTo(expected);
    loops.binary(Binary.SUB, x, 1, 0, dy, 2, 1, expected, 3, n);
    cut.binary(Binary.SUB, x, 1, 0, dy, 2, 1, actual, 3, n);
    assertThat(actual).isEqualTo(expected);
    loops.axpy(2f, x, 1, expected, 3, n);
    cut.axpy(2f, x, 1, actual, 3, n);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void largeMatricesOfRowsAgreeWithTheLoopsThatDoTheWork() {
    Random random = new Random(31);
    int rows = 301;
    int cols = 333;
    int n = rows * cols;
    float[] x = Ranges.normal(random, 1, n);
    float[] dy = Ranges.normal(random, 2, n);
    SoftmaxKernels loops = Ranges.vector().softmax();
    SoftmaxKernels cut = new ParallelSoftmax(loops);
    float[] expected = Ranges.canaries(n + 9);
    float[] actual = Ranges.canaries(n + 9);
    loops.softmax(x, 1, expected, 3, rows, cols);
    cut.softmax(x, 1, actual, 3, rows, cols);
    assertThat(actual).isEqualTo(expected);
    loops.softmaxGrad(x, 1, dy, 2, expected, 3, rows, cols);
    cut.softmaxGrad(x, 1, dy, 2, actual, 3, rows, cols);
    assertThat(actual).isEqualTo(expected);
    loops.logSoftmax(x, 1, expected, 3, rows, cols);
    cut.logSoftmax(x, 1, actual, 3, rows, cols);
    assertThat(actual).isEqualTo(expected);
    loops.logSoftmaxGrad(x, 1, dy, 2, expected, 3, rows, cols);
    cut.logSoftmaxGrad(x, 1, dy, 2, actual, 3, rows, cols);
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void longParametersAgreeWithTheLoopsThatDoTheWork() {
    Random random = new Random(37);
    int n = 100_001;
    float[] g = Ranges.normal(random, 1, n);
    float[] p = Ranges.normal(random, 2, n);
    float[] m = new float[n + 3];
    float[] v = new float[n + 4];
    float[] p2 = p.clone();
    float[] m2 = m.clone();
    float[] v2 = v.clone();
    OptimizerKernels loops = Ranges.vector().optimizer();
    OptimizerKernels cut = new ParallelOptimizer(loops);
    AdamwStep adamw = new AdamwStep(0.99f, 0.9, 0.999, 1e-8f, 0.1f, 0.5f);
    loops.adamw(adamw, n, p, 2, g, 1, m, 3, v, 4);
    cut.adamw(adamw, n, p2, 2, g, 1, m2, 3, v2, 4);
    assertThat(p2).isEqualTo(p);
    assertThat(m2).isEqualTo(m);
    assertThat(v2).isEqualTo(v);
    SgdStep sgd = new SgdStep(0.1f, 0.9f, 0f, 0.1f, true, false);
    loops.sgd(sgd, n, p, 2, g, 1, m, 3);
    cut.sgd(sgd, n, p2, 2, g, 1, m2, 3);
    assertThat(p2).isEqualTo(p);
    assertThat(m2).isEqualTo(m);
  }
}
