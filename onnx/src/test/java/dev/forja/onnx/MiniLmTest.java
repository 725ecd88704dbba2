package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A real model, as PyTorch exports it, as it is and simplified. */
class MiniLmTest {
  /** Three texts of other lengths, whose last tokens are padding. */
  static Map<String, Tensor> texts() {
    long[] ids = new long[3 * 9];
    long[] mask = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = 101 + (i * 7919L) % 29_000;
      mask[i] = i % 9 < 9 - 2 * (i / 9) ? 1 : 0;
    }
    return Map.of(
        "input_ids", Tensor.of(ids, 3, 9),
        "attention_mask", Tensor.of(mask, 3, 9),
        "token_type_ids", Tensor.of(new long[ids.length], 3, 9));
  }

  static OnnxGraph load(OnnxOptions options) throws Exception {
    try (InputStream in = MiniLmTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      return OnnxModel.load("all-minilm-l6-v2.onnx", Objects.requireNonNull(in), options);
    }
  }

  @Test
  void itGivesTheSameInAllWays() throws Exception {
    OnnxOptions folded = OnnxOptions.defaults().withRecognition(false);
    OnnxGraph plain = load(folded.withFolding(false));
    OnnxGraph simple = load(OnnxOptions.defaults());
    Map<String, Tensor> texts = texts();
    Tensor wanted = NoGrad.call(() -> plain.call(texts)).firstEntry().getValue();
    Tensor bits = NoGrad.call(() -> load(folded).call(texts)).firstEntry().getValue();
    Tensor result = NoGrad.call(() -> simple.call(texts)).firstEntry().getValue();
    assertThat(bits.toFloats()).containsExactly(wanted.toFloats());
    assertThat(result.toFloats()).containsExactly(wanted.toFloats(), within(1e-5f));
    assertThat(simple.operators())
        .containsEntry("forja.LayerNorm", 13)
        .containsEntry("forja.Attention", 6)
        .containsEntry("forja.Linear", 36)
        .containsEntry("Gelu", 6)
        .doesNotContainKeys("Shape", "Concat", "MatMul", "Erf", "ReduceMean");
    assertThat(simple.namedModules().keySet()).isEqualTo(plain.namedModules().keySet());
    assertThat(simple.stateDict().keySet()).isEqualTo(plain.stateDict().keySet());
  }
}
