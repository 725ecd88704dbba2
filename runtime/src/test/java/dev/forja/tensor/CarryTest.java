package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.Activations;
import dev.forja.Calls;
import dev.forja.HookScope;
import dev.forja.Selector;
import dev.forja.ThrowingCallable;
import dev.forja.module.Functional;
import dev.forja.nn.Linear;
import dev.forja.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Scoped state is passed on to carried tasks, and to no others. */
class CarryTest {
  private final Linear layer = Linear.of(1, 1);
  private final Tensor one = Tensor.ones(1, 1);

  private static <T> T onAnotherThread(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofPlatform().start(future);
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException error) {
      throw new AssertionError(error);
    }
  }

  private static <T> T carried(Callable<T> task) {
    return onAnotherThread(Calls.carry(task));
  }

  @Test
  void nothingIsInheritedByAThread() {
    assertThat(NoGrad.<Boolean, RuntimeException>call(() -> onAnotherThread(NoGrad::isActive)))
        .isFalse();
    Philox generator = new Philox(7);
    assertThat(
            Randoms.<Philox, RuntimeException>callWith(
                generator, () -> onAnotherThread(Randoms::current)))
        .isNotSameAs(generator);
  }

  @Test
  void noGradIsCarried() {
    assertThat(NoGrad.<Boolean, RuntimeException>call(() -> carried(NoGrad::isActive))).isTrue();
    assertThat(carried(NoGrad::isActive)).isFalse();
  }

  @Test
  void theGeneratorIsCarried() {
    Philox generator = new Philox(7);
    assertThat(
            Randoms.<Philox, RuntimeException>callWith(generator, () -> carried(Randoms::current)))
        .isSameAs(generator);
  }

  @Test
  void replacedParametersAreCarried() {
    Map<String, Tensor> others =
        Map.of("weight", Tensor.of(new float[] {5}, 1, 1), "bias", Tensor.zeros(1));
    assertThat(
            Functional.<Float, RuntimeException>call(
                layer, others, () -> carried(() -> layer.call(one).item())))
        .isEqualTo(5f);
  }

  @Test
  void skippedInitialisationIsCarried() {
    Linear made = Init.<Linear, RuntimeException>skip(() -> carried(() -> Linear.of(2, 2)));
    assertThat(made.weight().toFloats()).containsOnly(0f);
  }

  @Test
  void hooksAndTracesAreCarried() {
    var seen =
        Activations.capture(
            layer, Selector.of(Linear.CALL), () -> carried(() -> layer.call(one).item()));
    assertThat(seen.paths()).containsExactly("");
    assertThat(Trace.record(() -> carried(() -> layer.call(one))).nodes()).hasSize(1);
  }

  @Test
  void severalAreCarriedTogether() {
    boolean[] heard = new boolean[1];
    HookScope scope =
        HookScope.on(Linear.CALL).observeForward((self, args, result) -> heard[0] = true);
    boolean recorded =
        scope.call(
            () ->
                NoGrad.<Boolean, RuntimeException>call(
                    () -> carried(() -> layer.call(one).requiresGrad())));
    assertThat(recorded).isFalse();
    assertThat(heard[0]).isTrue();
  }

  @Test
  void tasksOfComputeRunUnderWhatIsOpenOnTheCallingThread() {
    boolean[] active = new boolean[64];
    NoGrad.run(() -> Compute.forEach(active.length, i -> active[i] = NoGrad.isActive()));
    assertThat(active).containsOnly(true);
  }

  @Test
  void aWorkspaceBelongsToItsThread() {
    try (Workspace _ = Workspace.open()) {
      Tensor elsewhere = carried(() -> one.add(1));
      Workspace.run(() -> one.add(2));
      assertThat(elsewhere.item()).isEqualTo(2f);
    }
  }

  @Test
  void whatABodyThrowsIsThrownAsItIs() {
    IOException thrown = new IOException("from the body");
    ThrowingCallable<Tensor, IOException> body =
        () -> {
          throw thrown;
        };
    assertThatThrownBy(() -> NoGrad.call(body)).isSameAs(thrown);
    assertThatThrownBy(() -> Workspace.call(body)).isSameAs(thrown);
    assertThatThrownBy(() -> Randoms.callWith(new Philox(1), body)).isSameAs(thrown);
    assertThatThrownBy(() -> HookScope.empty().call(body)).isSameAs(thrown);
    assertThatThrownBy(() -> Functional.call(layer, Map.of(), body)).isSameAs(thrown);
    assertThatThrownBy(() -> Activations.capture(layer, Selector.of(Linear.CALL), body))
        .isSameAs(thrown);
  }

  /** {@code StructuredTaskScope} is a preview in JDK 25, so a separate program tests it. */
  @Test
  void forksOfAStructuredTaskScopeInheritAllButAWorkspace()
      throws IOException, InterruptedException {
    String classes = System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-preview",
                "--source",
                "25",
                "-Dforja.kernels=scalar",
                "-cp",
                classes,
                Path.of("src", "test", "programs", "Forks.java").toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines = output.lines().filter(line -> !line.startsWith("Note: ")).toList();
    assertThat(lines)
        .as(output)
        .containsExactly(
            "no-grad true",
            "generator true",
            "parameters true",
            "hooks true",
            "workspace false",
            "carried true",
            "plain thread false");
  }
}
