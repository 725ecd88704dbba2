package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.Activations;
import dev.forja.HookScope;
import dev.forja.Selector;
import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.module.Functional;
import dev.forja.module.Summary;
import dev.forja.nn.Linear;
import dev.forja.spi.Ambient;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Every block takes its body in the same two forms, and throws what the body throws. */
class BlocksTest {
  /**
   * The blocks with a pair of methods {@code run} and {@code call}; in {@code Randoms} their names
   * contain {@code with}.
   */
  private static final List<Class<?>> PAIRS =
      List.of(
          NoGrad.class,
          Workspace.class,
          HookScope.class,
          Randoms.class,
          ParameterOverride.class,
          Functional.class,
          Ambient.class);

  private static final Ambient<String> AMBIENT = Ambient.create();
  private static final Linear LINEAR = Linear.of(1, 1);
  private static final Map<String, Tensor> WEIGHT = Map.of("weight", Tensor.ones(1, 1));
  private static final Map<Parameter, Tensor> REPLACED = Map.of(LINEAR.weight(), Tensor.ones(1, 1));

  /** A block around a body without a result. It throws only the exception of the body. */
  private interface Running {
    void around(ThrowingRunnable<IOException> body) throws IOException;
  }

  private interface Calling {
    Object around(ThrowingCallable<Object, IOException> body) throws IOException;
  }

  private static final Map<String, Running> RUNNING =
      Map.of(
          "NoGrad", NoGrad::run,
          "Workspace", Workspace::run,
          "HookScope", HookScope.empty()::run,
          "Randoms", body -> Randoms.runWith(new Philox(1), body),
          "ParameterOverride", body -> ParameterOverride.run(REPLACED, body),
          "Functional", body -> Functional.run(LINEAR, WEIGHT, body),
          "Ambient", body -> AMBIENT.run("bound", body),
          "Summary", body -> Summary.of(LINEAR, body));

  private static final Map<String, Calling> CALLING =
      Map.of(
          "NoGrad", body -> NoGrad.call(body),
          "Workspace", body -> Workspace.call(body),
          "HookScope", body -> HookScope.empty().call(body),
          "Randoms", body -> Randoms.callWith(new Philox(1), body),
          "ParameterOverride", body -> ParameterOverride.call(REPLACED, body),
          "Functional", body -> Functional.call(LINEAR, WEIGHT, body),
          "Ambient", body -> AMBIENT.call("bound", body),
          "Init", body -> Init.skip(body),
          "Activations",
              body -> Activations.capture(LINEAR, Selector.of(Linear.CALL), body).result());

  @Test
  void whatABodyThrowsComesOutAsItIs() {
    IOException thrown = new IOException("of the body");
    RUNNING.forEach(
        (name, block) ->
            assertThatThrownBy(
                    () ->
                        block.around(
                            () -> {
                              throw thrown;
                            }))
                .as(name)
                .isSameAs(thrown));
    CALLING.forEach(
        (name, block) ->
            assertThatThrownBy(
                    () ->
                        block.around(
                            () -> {
                              throw thrown;
                            }))
                .as(name)
                .isSameAs(thrown));
    assertThat(NoGrad.isActive()).isFalse();
    assertThat(AMBIENT.isBound()).isFalse();
    assertThat(ParameterOverride.replaces(LINEAR.weight())).isFalse();
  }

  @Test
  void bodiesRunInsideTheBlock() throws IOException {
    List<String> ran = new ArrayList<>();
    for (Map.Entry<String, Running> block : RUNNING.entrySet()) {
      block.getValue().around(() -> ran.add(block.getKey()));
    }
    assertThat(ran).containsExactlyInAnyOrderElementsOf(RUNNING.keySet());
    for (Map.Entry<String, Calling> block : CALLING.entrySet()) {
      assertThat(block.getValue().around(block::getKey)).isEqualTo(block.getKey());
    }
    boolean[] inside = new boolean[3];
    NoGrad.run(() -> inside[0] = NoGrad.isActive());
    AMBIENT.run("bound", () -> inside[1] = AMBIENT.get().equals("bound"));
    ParameterOverride.run(REPLACED, () -> inside[2] = ParameterOverride.replaces(LINEAR.weight()));
    assertThat(inside).containsOnly(true);
  }

  /** A body without checked exceptions needs no catch, and its result may be null. */
  @Test
  void aBodyThatThrowsNothingNeedsNoCatch() {
    int[] ran = new int[1];
    HookScope.empty().run(() -> ran[0]++);
    NoGrad.run(() -> ran[0]++);
    Workspace.run(() -> ran[0]++);
    assertThat(ran[0]).isEqualTo(2 + NoGrad.<Integer, RuntimeException>call(() -> 1));
  }

  @Test
  void everyPairTakesBodiesOfTheSameForm() {
    for (Class<?> block : PAIRS) {
      List<Class<?>> bodies = new ArrayList<>();
      for (Method method : block.getMethods()) {
        if (method.getDeclaringClass() == block && Modifier.isPublic(method.getModifiers())) {
          bodies.addAll(Arrays.asList(method.getParameterTypes()));
        }
      }
      assertThat(bodies)
          .as(block.getSimpleName())
          .contains(ThrowingRunnable.class, ThrowingCallable.class)
          .doesNotContain(Runnable.class, Callable.class, ScopedValue.CallableOp.class);
    }
  }
}
