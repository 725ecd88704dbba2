package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.nn.Linear;
import dev.forja.nn.MSELoss;
import dev.forja.nn.Sequential;
import dev.forja.nn.Tanh;
import dev.forja.optim.AdamW;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Kernels that go over from plain loops to the Vector API while they are in use. */
final class StartupTest {
  private static final int THREADS = 8;
  private static final long MOST_NANOS = 180_000_000_000L;
  private static final int M = 13;
  private static final int N = 75;
  private static final int K = 37;

  private final float[] a = Ranges.normal(new Random(3), 0, M * K);
  private final float[] b = Ranges.normal(new Random(4), 0, N * K);

  @Test
  void eightThreadsSeeTheSameBitsBeforeAndAfterTheSwitch() throws Exception {
    Startup startup = new Startup(Ranges.scalar(), Ranges::vector, Ranges::vector);
    assertThat(startup.current().matmul().getClass().getSimpleName()).isEqualTo("ScalarMatmul");
    float[] expected = compute(Ranges.scalar());
    int trained = train();
    long end = System.nanoTime() + MOST_NANOS;
    List<Future<?>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        boolean trains = i < 2;
        results.add(
            threads.submit(
                () -> {
                  while (!isReady(startup) && System.nanoTime() < end) {
                    Ranges.assertSameBits("computed", expected, compute(startup.current()));
                    if (trains) {
                      assertThat(train()).isEqualTo(trained);
                    }
                    Thread.sleep(1); // leaves time to the thread that rehearses
                  }
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
    assertThat(isReady(startup)).isTrue();
    assertThat(startup.current().matmul().getClass().getSimpleName()).isEqualTo("VectorMatmul");
    Ranges.assertSameBits("after the switch", expected, compute(startup.current()));
  }

  @Test
  void theThreadEndsWhenNobodyUsesTheKernels() throws Exception {
    Startup startup = new Startup(Ranges.scalar(), Ranges::vector, Ranges::vector);
    startup.current().convolution();
    assertThat(startup.isRunning()).isTrue();
    long end = System.nanoTime() + MOST_NANOS;
    while (startup.isRunning() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(startup.isRunning()).isFalse();
  }

  @Test
  void nothingRunsBeforeAFamilyIsUsed() {
    Startup startup = new Startup(Ranges.scalar(), Ranges::vector, Ranges::vector);
    assertThat(startup.current().name()).isEqualTo("scalar-to-vector");
    assertThat(startup.isRunning()).isFalse();
  }

  @Test
  void plainLoopsStayWhereVectorKernelsFail() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Startup startup =
        new Startup(
            Ranges.scalar(),
            () -> {
              tries.incrementAndGet();
              throw new NoClassDefFoundError("a class of the Vector API");
            },
            Ranges::vector);
    long end = System.nanoTime() + MOST_NANOS;
    startup.current().matmul();
    while (startup.isRunning() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(startup.current().matmul().getClass().getSimpleName()).isEqualTo("ScalarMatmul");
    assertThat(startup.isRunning()).isFalse();
    assertThat(tries).hasValue(1);
  }

  private static boolean isReady(Startup startup) {
    return startup.isReady(Family.MATMUL)
        && startup.isReady(Family.ROW_NORM)
        && startup.isVector(Rehearsal.unary(Unary.GELU));
  }

  /** Products, packed and not, a function and a norm, as an op asks for them. */
  private float[] compute(Kernels kernels) {
    MatmulKernels matmul = kernels.matmul();
    float[] c = new float[M * N];
    PackedMatrix packed = matmul.pack(true, N, K, b, 0, K);
    matmul.gemmPacked(M, a, 0, K, packed, 0, c, 0, N);
    matmul.gemm(false, true, M, N, K, a, 0, K, b, 0, K, 1, c, 0, N);
    kernels.elementwise().unary(Unary.GELU, c, 0, c, 0, c.length);
    float[] y = new float[M * N];
    kernels.rowNorm().normalize(true, 1e-5f, c, 0, b, 0, a, 0, 1, y, 0, new float[2 * M], 0, M, N);
    return y;
  }

  /** A hash of the results of a small network after some steps. */
  private static int train() {
    return Randoms.callWith(
        new Philox(5),
        () -> {
          Sequential model = Sequential.of(Linear.of(12, 40), Tanh.of(), Linear.of(40, 3));
          AdamW steps = AdamW.of(model.parameters(), 1e-2);
          Tensor x = Tensor.randn(20, 12);
          Tensor y = Tensor.randn(20, 3);
          MSELoss loss = MSELoss.of();
          for (int i = 0; i < 3; i++) {
            steps.zeroGrad();
            loss.call(model.call(x), y).backward();
            steps.step();
          }
          return Arrays.hashCode(NoGrad.call(() -> model.call(x)).toFloats());
        });
  }
}
