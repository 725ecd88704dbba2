package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Tensor;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Looks up modules and state by path, and replaces modules. */
class ModulePathsTest {
  private final Models_PlacesInvoker model = Models_PlacesInvoker.of();
  private final Linear other = Linear.of(2, 2);

  @Test
  void P47_modulesAreFoundByPath() {
    assertThat(model.module("")).isSameAs(model);
    assertThat(model.module("field")).isSameAs(model.field());
    assertThat(model.module("list.0", Linear.class)).isSameAs(model.list().get(0));
    assertThat(model.module("list.1")).isSameAs(model.pinned());
    assertThatThrownBy(() -> model.module("fiel"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Places has no module 'fiel' (did you mean 'field'?)");
    assertThatThrownBy(() -> model.module("open", Linear.class))
        .hasMessage("module 'open' is a ReLU, not a Linear");
    assertThatThrownBy(() -> model.module("field.weight"))
        .hasMessageStartingWith("Places has no module 'field.weight'");
  }

  @Test
  void P47_parametersAndBuffersAreFoundByName() {
    assertThat(model.parameter("list.0.weight")).isSameAs(model.list().get(0).weight());
    assertThat(model.buffer("mean")).isSameAs(model.mean());
    assertThatThrownBy(() -> model.parameter("list.0.wieght"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Places has no parameter 'list.0.wieght' (did you mean 'list.0.weight'?)");
    assertThatThrownBy(() -> model.parameter("mean"))
        .hasMessage("'mean' of Places is a buffer, not a parameter");
    assertThatThrownBy(() -> model.buffer("field.weight"))
        .hasMessage("'field.weight' of Places is a parameter, not a buffer");
  }

  @Test
  void P47_aChildIsReplacedInAFieldAListAMapAndAnArray() {
    Linear before = model.field();
    assertThat(model.replaceModule("field", other)).isSameAs(before);
    assertThat(model.field()).isSameAs(other);
    assertThat(other.path()).isEqualTo("field");
    assertThat(before.path()).isEmpty();
    for (String path : new String[] {"list.0", "map.a", "array.0"}) {
      Linear next = Linear.of(2, 2);
      model.replaceModule(path, next);
      assertThat(model.module(path)).isSameAs(next);
      assertThat(next.path()).isEqualTo(path);
    }
    model.replaceModule("open", other);
    assertThat(model.call(Tensor.ones(1, 2)).shape()).containsExactly(1, 2);
  }

  @Test
  void P47_aSharedChildIsReplacedInOnePlaceOnly() {
    model.replaceModule("list.1", other);
    assertThat(model.list().get(1)).isSameAs(other);
    assertThat(model.module("pinned").path()).isEqualTo("pinned");
  }

  @Test
  void P47_whereAChildCannotBeReplacedTheErrorNamesTheField() {
    assertThatThrownBy(() -> model.replaceModule("pinned", other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("child 'pinned' of Places cannot be replaced: the field")
        .hasMessageContaining("make the field 'pinned' not final");
    assertThatThrownBy(() -> model.replaceModule("fixed.0", other))
        .hasMessageContaining("the field 'fixed' holds a list that cannot be changed");
    assertThatThrownBy(() -> model.replaceModule("field", ReLU.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("child 'field' of Places is of type Linear: ReLU does not fit");
    assertThatThrownBy(() -> model.replaceModule("list.0", ReLU.of()))
        .hasMessage("child 'list.0' of Places is of type Linear: ReLU does not fit");
    assertThatThrownBy(() -> model.replaceModule("array.0", ReLU.of()))
        .hasMessage("child 'array.0' of Places is of type Linear: ReLU does not fit");
    assertThatThrownBy(() -> model.replaceModule("", other))
        .hasMessageContaining("the root itself cannot be replaced");
    assertThatThrownBy(() -> model.replaceModule("mapp.a", other))
        .hasMessage("Places has no module 'mapp.a' (did you mean 'map.a'?)");
  }

  @Test
  void P46_aReplacementThatHoldsItsParentIsRefused() {
    assertThatThrownBy(() -> model.replaceModule("open", Sequential.of(model)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module 'open' would contain itself: Sequential holds its parent");
  }
}
