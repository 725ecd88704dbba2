package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** State that could silently be lost is kept, or the operation is rejected. */
class KeptTest {
  @Test
  void outerBlockKeepsWhatAnInnerOneComputed() {
    Tensor kept;
    try (Workspace outer = Workspace.open()) {
      try (Workspace _ = Workspace.open()) {
        kept = outer.keep(Tensor.ones(2).add(1));
      }
      assertThat(kept.toFloats()).containsExactly(2, 2);
    }
    assertThat(kept.toFloats()).containsExactly(2, 2);
    Tensor ended;
    try (Workspace _ = Workspace.open()) {
      ended = Tensor.ones(2).add(1);
    }
    try (Workspace workspace = Workspace.open()) {
      assertThatThrownBy(() -> workspace.keep(ended)).hasMessageContaining("has ended");
    }
  }

  @Test
  void copyInPlaceDropsNoGradient() {
    Parameter parameter = Parameter.zeros(2);
    Tensor computed = Parameter.of(Tensor.ones(2)).mul(2);
    assertThatThrownBy(() -> parameter.copyFrom(computed)).hasMessageContaining("detach()");
    parameter.copyFrom(computed.detach());
    assertThat(parameter.toFloats()).containsExactly(2, 2);
  }
}
