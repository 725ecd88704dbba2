package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.GlobalHooks;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.tensor.Tensor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** Rows of the table of PyTorch's semantics that are best shown with generated modules. */
class ModuleSemanticsTest {
  @Test
  void P01_theCallHasTheSignatureOfTheMethod() throws Exception {
    Method call = Models_PairInvoker.class.getDeclaredMethod("call", Tensor.class);
    assertThat(call.getReturnType()).isEqualTo(Models.Both.class);
    assertThat(call.getExceptionTypes()).isEmpty();
  }

  @Test
  void P05_backwardHooksRunProcessWideOnesFirst() {
    List<String> log = new ArrayList<>();
    Linear linear = Linear.of(2, 2);
    linear.observeFullBackwardPre((self, out) -> log.add("own"));
    try (var process =
        BackwardHooks.on(GlobalHooks.on(Linear.CALL))
            .observeFullBackwardPre((self, out) -> log.add("process"))) {
      assertThat(process.isActive()).isTrue();
      linear.call(Tensor.ones(1, 2)).sum().backward();
    }
    assertThat(log).containsExactly("process", "own");
  }

  @Test
  void P12_thereIsNoMethodThatWalksAroundTheHooks() {
    assertThat(Arrays.stream(Models_MlpInvoker.class.getMethods()).map(Method::getName))
        .contains("call")
        .doesNotContain("forward");
  }

  /** PyTorch's deepcopy copies the hooks, and handles have no effect on the copies. */
  @Test
  void P32_anotherInvokerOfTheSameModelHasHooksOfItsOwn() {
    List<String> log = new ArrayList<>();
    Models_MlpInvoker first = Models_MlpInvoker.of(2, 2, 2);
    Models_MlpInvoker second = Models_MlpInvoker.wrap(first.model());
    first.observeForward((self, args, result) -> log.add("first"));
    second.call(Tensor.ones(1, 2));
    assertThat(log).isEmpty();
    assertThat(second.callHooks().list()).isEmpty();
    assertThat(second.hidden()).isSameAs(first.hidden());
  }

  @Test
  void P39_theOrderIsThatOfDeclarationAndReplacingKeepsThePlace() {
    Models_PlacesInvoker model = Models_PlacesInvoker.of();
    List<String> before = List.copyOf(model.namedChildren().keySet());
    assertThat(before)
        .containsExactly("field", "pinned", "fixed.0", "list.0", "map.a", "array.0", "open");
    model.replaceModule("field", Linear.of(2, 2));
    assertThat(model.namedChildren().keySet()).containsExactlyElementsOf(before);
  }

  /** PyTorch silently fails to register a plain list of modules. */
  @Test
  void P40_modulesInPlainListsMapsAndArraysAreFound() {
    Models_PlacesInvoker model = Models_PlacesInvoker.of();
    assertThat(model.namedParameters().keySet())
        .contains("list.0.weight", "map.a.weight", "array.0.weight");
  }

  /**
   * PyTorch has hooks that change the dict; in Forja, the map belongs to the caller, who may change
   * it.
   */
  @Test
  void P54_theMapOfAStateDictIsTheCallers() {
    Models_MlpInvoker model = Models_MlpInvoker.of(2, 2, 2);
    SequencedMap<String, Tensor> state = model.stateDict();
    state.clear();
    state.put("other", Tensor.ones(1));
    assertThat(model.stateDict()).hasSize(4);
  }

  /** In PyTorch, after one load with assign=True, later loads of the same dict assign too. */
  @Test
  void P63_aLoadLeavesNothingInTheDictForTheNextOne() {
    Linear linear = Linear.of(2, 2);
    Map<String, Tensor> state = Linear.of(2, 2).stateDict();
    linear.loadStateDict(state, LoadOptions.defaults().withStrict(false));
    state.remove("bias");
    assertThatThrownBy(() -> linear.loadStateDict(state)).isInstanceOf(LoadException.class);
  }

  /** Generated code prints the nested format of {@code torch.nn.Module.__repr__}. */
  @Test
  void P66_aModulePrintsAsInPyTorch() {
    assertThat(ReLU.of()).hasToString("ReLU()");
    assertThat(Linear.of(1, 2)).hasToString("Linear(in_features=1, out_features=2, bias=True)");
    assertThat(Models_TiedInvoker.of(2))
        .hasToString(
            """
            Tied(
              (encoder): Linear(in_features=2, out_features=2, bias=False)
            )\
            """);
  }
}
