package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.GlobalHooks;
import dev.forja.HookHandle;
import dev.forja.HookRegistrar;
import dev.forja.HookScope;
import dev.forja.Invoker;
import dev.forja.Placement;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers are those of PyTorch 2.13 for the same weights and hooks. */
class BackwardHooksTest {
  private final Linear first = linear(new float[] {1, -2, 3, 0.5f, 1, -1}, 3, 0.5f, -0.5f);
  private final Linear second = linear(new float[] {2, 1, -1, 3}, 2, 0, 1);
  private final Sequential model = Sequential.of(first, Tensor::relu, second);
  private final Tensor x = Tensor.of(new float[] {1, 2, 3, -1, 0.5f, 2}, 2, 3).requiresGrad(true);
  private final List<String> log = new ArrayList<>();

  private static Linear linear(float[] weight, int in, float... bias) {
    Linear linear = Linear.of(in, bias.length);
    linear.loadStateDict(
        Map.of("weight", Tensor.of(weight, bias.length, in), "bias", Tensor.vector(bias)));
    return linear;
  }

  @AfterEach
  void noHookLeaks() {
    GlobalHooks.clear();
  }

  private static String show(List<? extends @Nullable Tensor> gradients) {
    List<String> texts = new ArrayList<>();
    for (Tensor gradient : gradients) {
      texts.add(gradient == null ? "null" : Arrays.toString(gradient.toFloats()));
    }
    return texts.toString();
  }

  private void listenTo(NeuralModule module) {
    module.observeFullBackwardPre((self, out) -> log.add(self.path() + " pre " + show(out)));
    module.observeFullBackward(
        (self, in, out) -> log.add(self.path() + " full " + show(in) + " " + show(out)));
  }

  private void backward() {
    Tensor y = model.call(x);
    y.mul(y).sum().backward();
  }

  private static float[] grad(Tensor leaf) {
    Tensor grad = leaf.grad();
    return grad == null ? new float[0] : grad.toFloats();
  }

  @Test
  void P22_P26_preHooksThenTheBodyThenHooksInnerWithinOuter() {
    listenTo(first);
    listenTo(second);
    listenTo(model);
    backward();
    assertThat(log)
        .containsExactly(
            " pre [[26.0, -11.0, 18.0, -7.0]]",
            "2 pre [[26.0, -11.0, 18.0, -7.0]]",
            "2 full [[63.0, -7.0, 43.0, -3.0]] [[26.0, -11.0, 18.0, -7.0]]",
            "0 pre [[63.0, 0.0, 43.0, 0.0]]",
            "0 full [[63.0, -126.0, 189.0, 43.0, -86.0, 129.0]] [[63.0, 0.0, 43.0, 0.0]]",
            " full [[63.0, -126.0, 189.0, 43.0, -86.0, 129.0]] [[26.0, -11.0, 18.0, -7.0]]");
    assertThat(grad(x)).containsExactly(63, -126, 189, 43, -86, 129);
    assertThat(grad(first.weight())).containsExactly(20, 147.5f, 275, 0, 0, 0);
  }

  @Test
  void P26_replacementsGoOnToTheNextHookAndToTheGraph() {
    second.registerFullBackwardPreHook((self, out) -> List.of(only(out).mul(2)));
    second.registerFullBackwardHook((self, in, out) -> List.of(only(in).add(1)));
    listenTo(second);
    listenTo(first);
    backward();
    assertThat(log)
        .containsExactly(
            "2 pre [[52.0, -22.0, 36.0, -14.0]]",
            "2 full [[127.0, -13.0, 87.0, -5.0]] [[52.0, -22.0, 36.0, -14.0]]",
            "0 pre [[127.0, 0.0, 87.0, 0.0]]",
            "0 full [[127.0, -254.0, 381.0, 87.0, -174.0, 261.0]] [[127.0, 0.0, 87.0, 0.0]]");
    assertThat(grad(x)).containsExactly(127, -254, 381, 87, -174, 261);
    assertThat(grad(first.weight())).containsExactly(40, 297.5f, 555, 0, 0, 0);
  }

  private static Tensor only(List<? extends @Nullable Tensor> gradients) {
    assertThat(gradients).hasSize(1);
    Tensor gradient = gradients.getFirst();
    if (gradient == null) {
      throw new AssertionError("no gradient");
    }
    return gradient;
  }

  @Test
  void P22_globalHooksRunFirstThenScopedThenOwnAndOnesPlacedFirst() {
    BackwardHooks.on(second.callHooks()).observeFullBackward((self, in, out) -> log.add("own"));
    BackwardHooks.on(second.callHooks().at(Placement.first()))
        .observeFullBackward((self, in, out) -> log.add("prepended"));
    BackwardHooks.on(GlobalHooks.on(Linear.CALL))
        .observeFullBackward((self, in, out) -> log.add("global " + self.weight().size(1)));
    HookScope.of(
            Linear.CALL,
            hooks ->
                BackwardHooks.on(hooks).observeFullBackward((self, in, out) -> log.add("scoped")))
        .run(this::backward);
    assertThat(log).containsExactly("global 2", "scoped", "prepended", "own", "global 3", "scoped");
  }

  @Test
  void P26_wrongCountsAndShapesAreErrorsWithNumbers() {
    HookHandle two = second.registerFullBackwardHook((self, in, out) -> List.of(x, x));
    assertThatThrownBy(this::backward)
        .hasMessage("full backward hook on 2 (Linear) returned 2 gradients, expected 1");
    two.remove();
    HookHandle none = second.registerFullBackwardPreHook((self, out) -> List.of());
    assertThatThrownBy(this::backward)
        .hasMessage("full backward pre-hook on 2 (Linear) returned 0 gradients, expected 1");
    none.remove();
    second.registerFullBackwardPreHook((self, out) -> List.of(x));
    assertThatThrownBy(this::backward)
        .hasMessage("result of 2 (Linear): gradient 0 is [2, 3], its tensor [2, 2]");
    assertThat(x.grad()).isNull();
    assertThat(first.weight().grad()).isNull();
  }

  @Test
  @SuppressWarnings("NullAway") // violates the contract on purpose
  void P26_aHookThatReturnsNullIsNamed() {
    second.registerFullBackwardHook((self, in, out) -> null);
    assertThatThrownBy(this::backward)
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("full backward hook on 2 (Linear) returned null");
  }

  @Test
  void P24_tensorsInRecordsListsMapsAndOptionalsAreHeardOneByOne() {
    Models_DoublingInvoker doubling = Models_DoublingInvoker.of();
    listenTo(doubling);
    Tensor a = Tensor.vector(1).requiresGrad(true);
    Tensor b = Tensor.vector(2).requiresGrad(true);
    Tensor c = Tensor.vector(3);
    Tensor d = Tensor.vector(4).requiresGrad(true);
    var bundle = new Models.Bundle(a, List.of(b, c), Map.of("key", d), Optional.of(a));
    Models.Bundle out = doubling.call(bundle);
    out.one().add(out.list().get(0).mul(10)).add(out.map().values().iterator().next()).backward();
    assertThat(log)
        .containsExactly(
            " pre [[1.0], [10.0], null, [1.0], null]",
            " full [[2.0], [20.0], null, [2.0], null] [[1.0], [10.0], null, [1.0], null]");
    assertThat(grad(b)).containsExactly(20);
  }

  @Test
  void P24_otherEntriesHaveBackwardHooksOfTheirOwn() {
    Models_DoublingInvoker doubling = Models_DoublingInvoker.of();
    BackwardHooks.on(doubling.firstHooks())
        .registerFullBackwardHook(
            (self, in, out) -> {
              log.add(show(in));
              return in;
            });
    Tensor a = Tensor.vector(1).requiresGrad(true);
    doubling.first(new Models.Bundle(a, List.of(), Map.of(), Optional.empty())).backward();
    assertThat(log).containsExactly("[[3.0]]");
  }

  /** PyTorch warns at the first call, and does not run the hook. */
  @Test
  void P10_whereTensorsCannotBeReachedRegisteringSaysSo() {
    Models_DoublingInvoker doubling = Models_DoublingInvoker.of();
    assertThatThrownBy(() -> BackwardHooks.on(doubling.opaqueHooks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "backward hooks on Models_DoublingInvoker.opaque would not run: tensors cannot be"
                + " reached in its result: Object is too open");
    assertThatThrownBy(() -> BackwardHooks.on(doubling.openHooks()))
        .hasMessageEndingWith("in its arguments: x: Object is too open");
    assertThatThrownBy(() -> BackwardHooks.on(doubling.countHooks()))
        .hasMessageEndingWith("in its result: there are none");
  }

  @Test
  void P10_aPlaceForAParameterCannotBeWatched() {
    Models_DoublingInvoker doubling = Models_DoublingInvoker.of();
    BackwardHooks.on(doubling.pinnedHooks()).observeFullBackward((self, in, out) -> {});
    assertThatThrownBy(() -> doubling.pinned(Parameter.of(Tensor.ones(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("have a place for a Parameter");
  }

  @Test
  void P22_hooksOnEveryEntryOfTheProcessLetOthersPass() {
    HookRegistrar<Invoker, CallArgs, @Nullable Object, HookHandle> all =
        GlobalHooks.on(Entry.any());
    BackwardHooks.on(all).observeFullBackward((self, in, out) -> log.add(self.typeName()));
    Models_DoublingInvoker doubling = Models_DoublingInvoker.of();
    assertThat(doubling.count(x)).isEqualTo(6);
    assertThat(doubling.opaque(x)).isSameAs(x);
    backward();
    assertThat(log).containsExactly("Linear", "Linear", "Sequential");
  }

  @Test
  void P27_withoutInputsThatWantGradientsHooksRunWithNull() {
    listenTo(first);
    first.call(Tensor.ones(1, 3)).sum().backward();
    assertThat(log)
        .containsExactly(
            " pre [[1.0, 1.0]]".replaceFirst("^ ", "0 "), "0 full [null] [[1.0, 1.0]]");
    first.registerFullBackwardHook((self, in, out) -> List.of(Tensor.ones(1, 3)));
    assertThatThrownBy(() -> first.call(Tensor.ones(1, 3)).sum().backward())
        .hasMessageContaining("returned a gradient of the arguments, to which none flows");
  }

  /** PyTorch does not run the hooks if the method detaches its inputs. */
  @Test
  void P28_whereNoGradientGetsToTheInputsHooksStillRun() {
    Models_CutInvoker cut = Models_CutInvoker.of();
    listenTo(cut);
    Tensor in = Tensor.ones(2).requiresGrad(true);
    cut.call(in).sum().backward();
    assertThat(log).containsExactly(" pre [[1.0, 1.0]]", " full [null] [[1.0, 1.0]]");
    assertThat(in.grad()).isNull();
    assertThat(grad(cut.weight())).containsExactly(1, 1);
  }

  @Test
  void P28_inNoGradNothingIsWired() {
    listenTo(first);
    Tensor y = NoGrad.call(() -> first.call(x));
    assertThat(y.requiresGrad()).isFalse();
    assertThat(log).isEmpty();
  }

  @Test
  void P25_viewsAreNotChangedInPlaceSoEveryActivationMayFollow() {
    Sequential net = Sequential.of(first, ReLU.of());
    listenTo(net);
    net.call(x).sum().backward();
    assertThat(log).hasSize(2);
  }

  @Test
  void P23_kindsMixAndRemovalLeavesNothingBehind() {
    HookHandle pre = first.observeFullBackwardPre((self, out) -> log.add("pre"));
    HookHandle full = first.observeFullBackward((self, in, out) -> log.add("full"));
    assertThat(first.callHooks().list()).containsExactly(pre, full);
    pre.remove();
    backward();
    assertThat(log).containsExactly("full");
    full.remove();
    backward();
    assertThat(log).hasSize(1);
    assertThat(first.callHooks().list()).isEmpty();
  }

  @Test
  void P31_aGraphThatIsKeptRunsItsHooksAgain() {
    listenTo(first);
    Tensor y = first.call(x).sum();
    y.backward(Tensor.ones(), true);
    y.backward();
    assertThat(log).hasSize(4);
  }
}
