package dev.forja.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.module.Functional;
import dev.forja.nn.GELU;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Residual;
import dev.forja.nn.Sequential;
import dev.forja.optim.AdamW;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import dev.forja.trace.Profile;
import dev.forja.trace.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One model is called from all sides, while hooks come and go, graphs are recorded, files are
 * written and read, and other models are trained. Each call gives the bits that it gives alone.
 */
@Timeout(300)
final class EverythingAtOnceTest {
  /** {@code -Dforja.seconds=60} sets a longer time. */
  private static final int SECONDS = Integer.getInteger("forja.seconds", 2);

  @TempDir private Path folder;

  private final Sequential model = model();
  private final Tensor x = Tensor.randn(20, 48);
  private final float[] expected = model.call(x).toFloats();

  /** Without layers that differ in training mode, so that the mode may change between calls. */
  private static Sequential model() {
    Sequential model =
        Sequential.of(
            Linear.of(48, 64),
            LayerNorm.of(64),
            GELU.of(),
            Residual.of(Sequential.of(Linear.of(64, 64), ReLU.of())),
            Linear.of(64, 10));
    model.eval();
    model.requiresGrad(false);
    return model;
  }

  @Test
  void callsGiveTheirBitsWhateverHappensBesides() throws Exception {
    Map<String, Tensor> doubled = new TreeMap<>();
    model.namedParameters().forEach((name, p) -> doubled.put(name, p.detach().mul(2)));
    float[] expectedOfDoubled = Functional.call(model, doubled, () -> model.call(x)).toFloats();
    Path file = folder.resolve("model.safetensors");
    List<Callable<float[]>> calls =
        List.of(
            () -> model.call(x).toFloats(),
            () -> Workspace.call(() -> model.call(x).toFloats()),
            () -> NoGrad.call(() -> model.call(x)).toFloats(),
            this::interrupted,
            this::heard,
            this::watched,
            () -> onVirtualThread(() -> model.call(x).toFloats()),
            () -> loaded(file),
            () -> {
              Trace.record(() -> model.call(x)).mermaid();
              Profile.of(() -> model.call(x));
              return expected;
            },
            this::gradientOfTheInput,
            this::trained,
            () -> {
              float[] y = Functional.call(model, doubled, () -> model.call(x)).toFloats();
              assertThat(y).isEqualTo(expectedOfDoubled);
              return expected;
            });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    List<Future<Integer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      for (Callable<float[]> call : calls) {
        running.add(threads.submit(() -> repeat(call, end)));
      }
      for (Future<Integer> each : running) {
        assertThat(each.get()).isPositive();
      }
    }
    for (Linear linear : model.modules(Linear.class)) {
      assertThat(linear.callHooks().list()).isEmpty();
    }
  }

  private int repeat(Callable<float[]> call, long end) throws Exception {
    int times = 0;
    do {
      assertThat(call.call()).isEqualTo(expected);
      times++;
    } while (System.nanoTime() < end);
    return times;
  }

  private float[] interrupted() {
    Thread.currentThread().interrupt();
    float[] y = model.call(x).toFloats();
    assertThat(Thread.interrupted()).isTrue();
    return y;
  }

  private float[] heard() {
    List<HookHandle> handles = new ArrayList<>();
    for (Linear linear : model.modules(Linear.class)) {
      handles.add(linear.observeForward((self, args, y) -> assertThat(y.rank()).isEqualTo(2)));
      handles.add(linear.registerForwardHook((self, args, y) -> y.mul(1)));
    }
    float[] y = model.call(x).toFloats();
    handles.forEach(HookHandle::close);
    return y;
  }

  private float[] watched() {
    List<String> paths = new ArrayList<>();
    Tensor y =
        HookScope.on(Linear.CALL)
            .observeForward((self, args, result) -> paths.add(self.path()))
            .call(() -> model.call(x));
    assertThat(paths).hasSize(3);
    return y.toFloats();
  }

  private static float[] onVirtualThread(Callable<float[]> call) throws Exception {
    try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      return virtual.submit(call).get();
    }
  }

  private float[] loaded(Path file) throws Exception {
    model.save(file);
    Sequential other = model();
    other.load(file);
    return other.call(x).toFloats();
  }

  private float[] gradientOfTheInput() {
    Tensor input = Tensor.of(x.toFloats(), 20, 48).requiresGrad(true);
    Tensor y = model.call(input);
    y.sum().backward();
    assertThat(input.grad()).isNotNull();
    return y.toFloats();
  }

  private float[] trained() {
    Linear linear = Linear.of(8, 8);
    AdamW optimizer = AdamW.of(linear.parameters(), 0.1);
    linear.call(Tensor.ones(4, 8)).sum().backward();
    optimizer.step();
    return expected;
  }
}
