package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.module.Models_ListedInvoker;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ContainersTest {
  @Test
  void P67_aListOfModulesPrintsAsOneAndHasPaths() {
    Models_ListedInvoker model = Models_ListedInvoker.of();
    assertThat(model)
        .hasToString(
            """
            Listed(
              (blocks): ModuleList(
                (0-1): 2 x Linear(in_features=2, out_features=2, bias=False)
              )
              (heads): ModuleDict(
                (left): Linear(in_features=2, out_features=1, bias=False)
                (right): Linear(in_features=2, out_features=3, bias=False)
              )
            )\
            """);
    assertThat(model.stateDict().keySet())
        .containsExactly(
            "blocks.0.weight", "blocks.1.weight", "heads.left.weight", "heads.right.weight");
    assertThat(model.blocks().get(1).path()).isEqualTo("blocks.1");
    assertThat(model.call(Tensor.ones(4, 2)).shape()).containsExactly(4, 3);
  }

  @Test
  void aListGrowsAndItsModulesAreReplaced() {
    ModuleList<Linear> list = ModuleList.of(Linear.of(1, 1));
    Linear second = Linear.of(1, 2);
    Linear third = Linear.of(1, 3);
    list.add(third).insert(1, second);
    assertThat(list).hasSize(3);
    assertThat(list.stream().map(each -> each.weight().size(0))).containsExactly(1, 2, 3);
    assertThat(list.module("2")).isSameAs(third);
    assertThat(list.set(0, Linear.of(1, 4)).weight().size(0)).isEqualTo(1);
    Linear fifth = Linear.of(1, 5);
    assertThat(list.replaceModule("1", fifth)).isSameAs(second);
    assertThat(list.get(1)).isSameAs(fifth);
    assertThatThrownBy(() -> list.replaceModule("1", ReLU.of()))
        .hasMessageContaining("is of type Linear: ReLU does not fit");
    List<Linear> seen = new ArrayList<>();
    list.iterator().forEachRemaining(seen::add);
    assertThat(seen).hasSize(3);
  }

  @Test
  void aDictKnowsItsNames() {
    ModuleDict<Linear> dict =
        ModuleDict.of(Linear.class).put("left", Linear.of(1, 1)).put("right", Linear.of(1, 2));
    assertThat(dict.get("right").weight().size(0)).isEqualTo(2);
    assertThat(dict.asMap().keySet()).containsExactly("left", "right");
    assertThatThrownBy(() -> dict.get("rigth"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageStartingWith("ModuleDict has no module 'rigth'");
    assertThatThrownBy(() -> dict.put("a.b", Linear.of(1, 1)))
        .hasMessage("'a.b' is not a name for a module: it must not be empty or have dots");
    assertThatThrownBy(() -> dict.replaceModule("left", ReLU.of()))
        .hasMessageContaining("is of type Linear: ReLU does not fit");
    Linear other = Linear.of(1, 1);
    dict.replaceModule("left", other);
    assertThat(dict.get("left")).isSameAs(other);
    assertThat(dict.remove("left").asMap()).hasSize(1);
  }

  @Test
  void aLoopOverADictGivesEntriesInTheOrderTheyWerePut() {
    ModuleDict<Linear> dict = ModuleDict.of(Linear.class);
    assertThat(dict).isEmpty();
    for (String name : List.of("z", "a", "m")) {
      dict.put(name, Linear.of(1, 1));
    }
    dict.put("a", Linear.of(1, 2));
    for (int loop = 0; loop < 2; loop++) {
      List<String> names = new ArrayList<>();
      for (Map.Entry<String, Linear> outer : dict) {
        names.add(outer.getKey());
        assertThat(outer.getValue()).isSameAs(dict.get(outer.getKey()));
        assertThat(dict).extracting(Map.Entry::getKey).containsExactly("z", "a", "m");
      }
      assertThat(names).containsExactly("z", "a", "m");
    }
    assertThat(dict.stateDict().keySet())
        .containsExactly("z.weight", "z.bias", "a.weight", "a.bias", "m.weight", "m.bias");
    Map.Entry<String, Linear> first = dict.iterator().next();
    assertThatThrownBy(() -> first.setValue(Linear.of(1, 1)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () -> {
              for (Map.Entry<String, Linear> entry : dict) {
                dict.put("new" + entry.getKey(), Linear.of(1, 1));
              }
            })
        .isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void aResidualAddsItsInput() {
    Linear linear = Linear.of(2, 2, false);
    Residual residual = Residual.of(linear);
    Tensor x = Tensor.randn(3, 2);
    assertThat(residual.call(x).toFloats()).containsExactly(x.add(linear.call(x)).toFloats());
    assertThat(residual.stateDict().keySet()).containsExactly("inner.weight");
    assertThat(Residual.of(Tensor::relu).call(Tensor.vector(-1, 2)).toFloats())
        .containsExactly(-1, 4);
  }
}
