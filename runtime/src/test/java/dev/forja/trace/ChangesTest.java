package dev.forja.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.GlobalHooks;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.module.Functional;
import dev.forja.nn.BatchNorm1d;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes after a trace: a graph refuses to run, and a replay adapts to them. */
class ChangesTest {
  private static void assertSame(Tensor expected, Tensor actual) {
    assertThat(actual.shape()).containsExactly(expected.shape());
    assertThat(actual.toFloats()).containsExactly(expected.toFloats());
  }

  private static void assertRefused(Graph graph, Tensor x, String why) {
    assertThatThrownBy(() -> graph.run(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("since this graph was traced " + why)
        .hasMessageContaining("trace it again, or use Replay.of(model)");
  }

  @Test
  void aReplacedModule() {
    TraceModels_HolderInvoker holder = TraceModels_HolderInvoker.of();
    holder.eval();
    Tensor x = Tensor.randn(3, 2);
    Graph graph = Trace.record(() -> holder.call(x));
    UnaryOperator<Tensor> replay = Replay.of(holder);
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
    holder.replaceModule("fc", Linear.of(2, 2).eval());
    assertRefused(graph, x, "'fc' of Holder is another one");
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
    holder.replaceModule("list.0", Linear.of(2, 2).eval());
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
    holder.model().list.add(Linear.of(2, 2));
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
  }

  @Test
  void aParameterOrABufferThatIsAssignedAnew() {
    TraceModels_HolderInvoker holder = TraceModels_HolderInvoker.of();
    Tensor x = Tensor.randn(3, 2);
    Graph graph = Trace.record(() -> holder.call(x));
    UnaryOperator<Tensor> replay = Replay.of(holder);
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
    holder.model().shift = Tensor.full(new int[] {2}, 7);
    assertRefused(graph, x, "'shift' of Holder is another one");
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
    holder.model().scale = Parameter.of(Tensor.full(new int[] {2}, 3));
    assertRefused(graph, x, "'scale' of Holder is another one");
    NoGrad.run(() -> assertSame(holder.call(x), replay.apply(x)));
  }

  @Test
  void theMode() {
    BatchNorm1d norm = BatchNorm1d.of(2);
    norm.eval();
    Tensor x = Tensor.randn(4, 2);
    Graph graph = Trace.record(() -> norm.call(x));
    assertSame(norm.call(x), graph.run(x).getFirst());
    norm.train();
    assertRefused(graph, x, "BatchNorm1d was in evaluation mode and is in training mode");
    norm.eval();
    assertSame(norm.call(x), graph.run(x).getFirst());
    UnaryOperator<Tensor> replay = Replay.of(norm);
    for (int i = 0; i < 4; i++) {
      norm.train(i % 2 == 1);
      float[] before = norm.buffer("running_mean").toFloats();
      Tensor _ = NoGrad.call(() -> replay.apply(x));
      assertThat(norm.buffer("running_mean").toFloats())
          .satisfies(
              after ->
                  assertThat(java.util.Arrays.equals(after, before)).isEqualTo(!norm.training()));
    }
  }

  @Test
  void theModeOfAModuleThatStandsInNoField() {
    Dropout hidden = Dropout.of(0.5);
    hidden.eval();
    UnaryOperator<Tensor> through = hidden::call;
    Sequential model = Sequential.of(through::apply);
    Tensor x = Tensor.ones(64);
    Graph graph = Trace.record(() -> model.call(x));
    assertSame(x, graph.run(x).getFirst());
    hidden.train();
    assertRefused(graph, x, "Dropout was in evaluation mode");
  }

  @Test
  void parametersThatAreReplaced() {
    Linear linear = Linear.of(2, 2);
    linear.eval();
    Tensor x = Tensor.ones(1, 2);
    Graph graph = Trace.record(() -> linear.call(x));
    UnaryOperator<Tensor> replay = Replay.of(linear);
    Tensor _ = NoGrad.call(() -> replay.apply(x));
    Map<String, Tensor> zeros = Map.of("weight", Tensor.zeros(2, 2), "bias", Tensor.zeros(2));
    Functional.call(
        linear,
        zeros,
        () -> {
          assertRefused(graph, x, "other tensors stand in the place of parameters");
          NoGrad.run(() -> assertSame(Tensor.zeros(1, 2), replay.apply(x)));
          return x;
        });
    Graph inside = Functional.call(linear, zeros, () -> Trace.record(() -> linear.call(x)));
    assertRefused(inside, x, "other tensors stand in the place of parameters");
  }

  @Test
  void valuesOfParametersAreFollowed() {
    Linear linear = Linear.of(2, 2);
    Tensor x = Tensor.randn(3, 2);
    UnaryOperator<Tensor> replay = Replay.of(linear);
    for (int i = 0; i < 3; i++) {
      linear.weight().copyFrom(Tensor.randn(2, 2));
      NoGrad.run(() -> assertSame(linear.call(x), replay.apply(x)));
    }
  }

  @Test
  void hooksSendTheCallDownTheOrdinaryRoadAndBack() {
    Sequential model = Sequential.of(Linear.of(2, 2), Linear.of(2, 2));
    Tensor x = Tensor.randn(3, 2);
    AtomicInteger ran = new AtomicInteger();
    UnaryOperator<Tensor> counted =
        input -> {
          ran.incrementAndGet();
          return model.call(input);
        };
    UnaryOperator<Tensor> replay = Replay.of(counted);
    NoGrad.run(
        () -> {
          Tensor plain = model.call(x);
          for (int i = 0; i < 3; i++) {
            assertSame(plain, replay.apply(x));
          }
          assertThat(ran).hasValue(2);
          List<Tensor> heard = new ArrayList<>();
          try (HookHandle _ =
              model
                  .module("1", Linear.class)
                  .registerForwardHook(
                      (self, args, y) -> {
                        heard.add(y);
                        return y.mul(2);
                      })) {
            assertSame(plain.mul(2), replay.apply(x));
            assertThat(heard).hasSize(1);
            assertThat(ran).hasValue(3);
          }
          assertSame(plain, replay.apply(x));
          assertThat(ran).hasValue(3);
          HookScope.on(Linear.CALL)
              .observeForward((self, args, y) -> heard.add(y))
              .run(() -> assertSame(plain, replay.apply(x)));
          assertThat(heard).hasSize(3);
          try (HookHandle _ =
              GlobalHooks.on(Linear.CALL).observeForward((self, args, y) -> heard.add(y))) {
            assertSame(plain, replay.apply(x));
            Graph traced = Trace.record(() -> replay.apply(x));
            assertThat(traced.nodes()).hasSize(2);
          }
          assertThat(heard).hasSize(7);
          assertThat(ran).hasValue(6);
          assertSame(plain, replay.apply(x));
          assertThat(ran).hasValue(6);
        });
  }

  @Test
  void hooksThatAreThereFirstAreHeardEachTime() {
    Linear model = Linear.of(2, 2);
    Tensor x = Tensor.randn(3, 2);
    UnaryOperator<Tensor> replay = Replay.of(model);
    AtomicInteger heard = new AtomicInteger();
    HookHandle hook = model.observeForward((self, args, y) -> heard.incrementAndGet());
    NoGrad.run(
        () -> {
          for (int i = 0; i < 3; i++) {
            assertSame(model.call(x), replay.apply(x));
          }
        });
    assertThat(heard).hasValue(6);
    hook.remove();
    NoGrad.run(() -> assertSame(model.call(x), replay.apply(x)));
  }

  @Test
  void gradientsAreRecordedAsByTheModel() {
    Linear model = Linear.of(2, 2);
    UnaryOperator<Tensor> replay = Replay.of(model);
    Tensor x = Tensor.randn(3, 2);
    NoGrad.run(() -> assertThat(replay.apply(x).requiresGrad()).isFalse());
    assertThat(replay.apply(x).requiresGrad()).isTrue();
    model.requiresGrad(false);
    assertThat(replay.apply(x).requiresGrad()).isFalse();
    assertThat(replay.apply(Tensor.randn(3, 2).requiresGrad(true)).requiresGrad()).isTrue();
  }

  @Test
  void eachSizeIsTracedAndTheLeastRecentlyUsedGoes() {
    AtomicInteger ran = new AtomicInteger();
    UnaryOperator<Tensor> replay =
        Replay.of(
            (UnaryOperator<Tensor>)
                x -> {
                  ran.incrementAndGet();
                  return x.size(0) > 20 ? x.mul(x.size(0)) : x.slice(0, 0, x.size(0) / 2);
                });
    for (int turn = 0; turn < 3; turn++) {
      for (int n = 1; n <= Traces.SIGNATURES; n++) {
        Tensor x = Tensor.randn(n);
        assertSame(x.slice(0, 0, n / 2), replay.apply(x));
      }
    }
    assertThat(ran).hasValue(2 * Traces.SIGNATURES);
    assertThat(replay.apply(Tensor.ones(21)).toFloats()).containsOnly(21);
    Tensor _ = replay.apply(Tensor.ones(1));
    assertThat(ran).hasValue(2 * Traces.SIGNATURES + 2);
  }

  @Test
  void tensorsThatTheModelHoldsAreNotTakenForInputs() {
    Tensor held = Tensor.vector(1, 2);
    BinaryOperator<Tensor> model = (x, y) -> x.add(held).mul(y);
    BinaryOperator<Tensor> replay = Replay.of(model);
    Tensor other = Tensor.vector(5, 7);
    assertSame(model.apply(held, held), replay.apply(held, held));
    assertSame(model.apply(other, other), replay.apply(other, other));
    assertSame(model.apply(other, held), replay.apply(other, held));
  }

  @Test
  void valuesThatAreReadAndNumbersThatAreDrawnAreNotFrozen() {
    UnaryOperator<Tensor> branching = x -> x.sum().item() > 0 ? x.mul(2) : x.neg();
    UnaryOperator<Tensor> replay = Replay.of(branching);
    for (Tensor x : List.of(Tensor.ones(3), Tensor.ones(3).neg(), Tensor.ones(3))) {
      assertSame(branching.apply(x), replay.apply(x));
    }
    UnaryOperator<Tensor> noisy = x -> x.add(Tensor.rand(3));
    UnaryOperator<Tensor> again = Replay.of(noisy);
    Tensor first = again.apply(Tensor.zeros(3));
    assertThat(again.apply(Tensor.zeros(3)).toFloats()).isNotEqualTo(first.toFloats());
  }

  /** Every way to read values outside of ops. */
  static Stream<Named<Function<Tensor, Object>>> readings() {
    return Stream.of(
        Named.of("item", x -> x.sum().item()),
        Named.of("itemLong", x -> x.sum().itemLong()),
        Named.of("toFloats", x -> x.toFloats()[0]),
        Named.of("toLongs", x -> x.toLongs()[0]),
        Named.of("toBooleans", x -> x.gt(0).toBooleans()[0]),
        Named.of("toString", Tensor::toString));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void aGraphOfACallThatReadsValuesIsNotRunAgain(Function<Tensor, Object> reading) {
    Tensor one = Tensor.ones(3);
    Object usual = reading.apply(one);
    UnaryOperator<Tensor> model = x -> reading.apply(x).equals(usual) ? x.mul(2) : x.neg();
    Sequential module = Sequential.of(model::apply);
    Graph graph = Trace.record(() -> module.call(one));
    assertThatThrownBy(() -> graph.run(one.neg()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be run again")
        .hasMessageContaining("() reads values");
    UnaryOperator<Tensor> replay = Replay.of(model);
    for (Tensor x : List.of(one, one.neg(), one, one.neg())) {
      assertSame(model.apply(x), replay.apply(x));
    }
    assertThatThrownBy(
            () ->
                Trace.dynamic(
                    inputs -> model.apply(inputs.getFirst()),
                    sizes -> List.of(Tensor.ones(sizes[0])),
                    Dim.of("n", 1, 4)))
        .hasMessageContaining("() reads values");
  }

  /** Assigns each field of the model anew. */
  static Stream<Named<Consumer<TraceModels.Fields>>> assignments() {
    return Stream.of(
        Named.of("flag", model -> model.flag = true),
        Named.of("whole", model -> model.whole++),
        Named.of("letter", model -> model.letter++),
        Named.of("real", model -> model.real = 7),
        Named.of("text", model -> model.text = "other"),
        Named.of("added", model -> model.added = Tensor.ones(2)),
        Named.of("function", model -> model.function = Tensor::neg),
        Named.of("held", model -> model.setHeld(3)));
  }

  @ParameterizedTest
  @MethodSource("assignments")
  void aFieldThatIsAssignedAnewIsNoticed(Consumer<TraceModels.Fields> assignment) {
    TraceModels.Fields model = new TraceModels.Fields();
    TraceModels_FieldsInvoker invoker = TraceModels_FieldsInvoker.wrap(model);
    Sequential outer = Sequential.of(invoker);
    Tensor x = Tensor.vector(1, -2);
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) outer::call);
    Graph graph = NoGrad.call(() -> Trace.record(() -> outer.call(x)));
    assertSame(outer.call(x), NoGrad.call(() -> graph.run(x)).getFirst());
    assertSame(outer.call(x), NoGrad.call(() -> replay.apply(x)));
    assignment.accept(model);
    assertThatThrownBy(() -> graph.run(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("since this graph was traced the field '")
        .hasMessageContaining("of 0 (Fields) has another value");
    Tensor called = outer.call(x);
    assertThat(called.toFloats()).isNotEqualTo(new float[] {2, -1});
    assertSame(called, NoGrad.call(() -> replay.apply(x)));
    assertSame(called, NoGrad.call(() -> replay.apply(x)));
  }

  /** Changes what a final field holds. */
  static Stream<Named<Consumer<TraceModels.Holders>>> changes() {
    return Stream.of(
        Named.of("flags", model -> model.flags[1] = true),
        Named.of("wholes", model -> model.wholes[1] = 7),
        Named.of("reals", model -> model.reals[1][0] = 7),
        Named.of("reals", model -> model.reals[1] = new float[] {9}),
        Named.of("atomic", model -> model.atomic.incrementAndGet()),
        Named.of("reference", model -> model.reference.set("other")),
        Named.of("list", model -> model.list.set(1, 7.0)),
        Named.of("list", model -> model.list.add(9.0)),
        Named.of("map", model -> model.map.put("factor", 3)),
        Named.of("functions", model -> model.functions.add(Tensor::neg)),
        Named.of("held", model -> model.held()[0]++));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void whatAFieldHoldsIsFollowed(Consumer<TraceModels.Holders> change) {
    TraceModels.Holders model = new TraceModels.Holders();
    TraceModels_HoldersInvoker invoker = TraceModels_HoldersInvoker.wrap(model);
    Sequential outer = Sequential.of(invoker);
    Tensor x = Tensor.vector(1, -2);
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) outer::call);
    Graph graph = Trace.record(() -> outer.call(x));
    assertSame(outer.call(x), graph.run(x).getFirst());
    for (int i = 0; i < 3; i++) {
      assertSame(outer.call(x), replay.apply(x));
    }
    float[] before = outer.call(x).toFloats();
    change.accept(model);
    assertThatThrownBy(() -> graph.run(x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("of 0 (Holders) has another value");
    assertThat(outer.call(x).toFloats()).isNotEqualTo(before);
    for (int i = 0; i < 3; i++) {
      assertSame(outer.call(x), replay.apply(x));
    }
  }

  @Test
  void aCounterInAnArrayIsNotFrozen() {
    TraceModels_CountingInsideInvoker counting = TraceModels_CountingInsideInvoker.of();
    Tensor x = Tensor.vector(1, 2);
    Graph graph = Trace.record(() -> counting.call(x));
    assertThatThrownBy(() -> graph.run(x))
        .hasMessageContaining("the field 'calls' is changed by the call");
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) counting::call);
    for (int i = 2; i < 8; i++) {
      assertThat(replay.apply(x).toFloats()).containsExactly(i, 2 * i);
    }
  }

  @Test
  void anArrayThatHoldsItselfIsCompared() {
    Object[] circle = new Object[1];
    circle[0] = circle;
    Object before = Contents.of(circle);
    assertThat(Contents.isSame(before, circle)).isTrue();
    circle[0] = "other";
    assertThat(Contents.isSame(before, circle)).isFalse();
  }

  @Test
  void anEqualTextOrNumberIsNoChange() {
    TraceModels.Fields model = new TraceModels.Fields();
    TraceModels_FieldsInvoker invoker = TraceModels_FieldsInvoker.wrap(model);
    Tensor x = Tensor.vector(1, -2);
    Graph graph = Trace.record(() -> invoker.call(x));
    model.text = String.valueOf(new char[] {'o', 'n', 'e'});
    assertSame(invoker.call(x), graph.run(x).getFirst());
  }

  @Test
  void aFieldThatTheCallAssignsIsNotFrozen() {
    TraceModels_CountingInvoker counting = TraceModels_CountingInvoker.of();
    Tensor x = Tensor.vector(1, 2);
    Graph graph = Trace.record(() -> counting.call(x));
    assertThatThrownBy(() -> graph.run(x))
        .hasMessageContaining("the field 'calls' is changed by the call");
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) counting::call);
    for (int i = 2; i < 6; i++) {
      assertThat(replay.apply(x).toFloats()).containsExactly(i, 2 * i);
    }
  }

  @Test
  void aModelThatComputesATableAtItsFirstCallIsReplayedFromTheFourth() {
    AtomicInteger called = new AtomicInteger();
    TraceModels.Table model = new TraceModels.Table(called::incrementAndGet);
    TraceModels_TableInvoker table = TraceModels_TableInvoker.wrap(model);
    Tensor x = Tensor.vector(1, 2);
    UnaryOperator<Tensor> replay = Replay.of((UnaryOperator<Tensor>) table::call);
    for (int i = 0; i < 5; i++) {
      assertThat(replay.apply(x).toFloats()).containsExactly(1, 3);
    }
    assertThat(called).hasValue(3);
  }
}
