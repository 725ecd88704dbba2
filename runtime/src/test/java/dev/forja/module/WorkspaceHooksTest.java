package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.Activations;
import dev.forja.HookHandle;
import dev.forja.Selector;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Tensors that hooks keep from a call in a block are valid until the block ends; using them
 * afterwards is an error.
 */
class WorkspaceHooksTest {
  private final TransformerEncoderLayer layer = TransformerEncoderLayer.of(16, 4);
  private final List<Tensor> seen = new ArrayList<>();

  WorkspaceHooksTest() {
    layer.eval();
  }

  @RepeatedTest(5)
  void hooksSeeRightValuesAndNeverOtherOnes() {
    List<HookHandle> hooks = new ArrayList<>();
    layer.modules(Linear.class).forEach(l -> hooks.add(l.observeForward((m, a, y) -> keep(y))));
    layer
        .modules(LayerNorm.class)
        .forEach(l -> hooks.add(l.observeForward((m, args, y) -> keep(args.input()))));
    Tensor x = Tensor.randn(5, 3, 16);
    List<float[]> expected = new ArrayList<>();
    float[] plain = layer.call(x, null, null).toFloats();
    seen.forEach(tensor -> expected.add(tensor.toFloats()));
    List<Tensor> before = List.copyOf(seen);
    for (int call = 0; call < 3; call++) {
      seen.clear();
      try (Workspace workspace = Workspace.open()) {
        layer.call(Tensor.randn(5, 3, 16), null, null);
        List<Tensor> others = List.copyOf(seen);
        seen.clear();
        Tensor result = layer.call(x, null, null);
        assertThat(result.toFloats()).isEqualTo(plain);
        assertThat(seen).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
          assertThat(seen.get(i).toFloats()).isEqualTo(expected.get(i));
        }
        workspace.keep(seen.getFirst());
        seen.addAll(others);
      }
      assertThat(seen.getFirst().toFloats()).isEqualTo(expected.getFirst());
      for (Tensor tensor : seen.subList(1, seen.size())) {
        assertThatThrownBy(tensor::toFloats).hasMessageContaining("Workspace that has ended");
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      assertThat(before.get(i).toFloats()).isEqualTo(expected.get(i));
    }
    hooks.forEach(HookHandle::remove);
  }

  private void keep(Tensor tensor) {
    seen.add(tensor);
  }

  @Test
  void capturedActivationsEndWithTheBlock() {
    Tensor x = Tensor.randn(2, 1, 16);
    var plain =
        Activations.capture(layer, Selector.of(Linear.CALL), () -> layer.call(x, null, null));
    Tensor after;
    try (Workspace _ = Workspace.open()) {
      var inside =
          Activations.capture(layer, Selector.of(Linear.CALL), () -> layer.call(x, null, null));
      after = inside.at("linear1");
      assertThat(after.toFloats()).isEqualTo(plain.at("linear1").toFloats());
    }
    assertThatThrownBy(after::toFloats).hasMessageContaining("Workspace that has ended");
    assertThat(plain.result().shape()).containsExactly(2, 1, 16);
  }
}
