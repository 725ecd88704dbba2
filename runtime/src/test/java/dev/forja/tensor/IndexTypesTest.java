package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import dev.forja.nn.Embedding;
import dev.forja.nn.EmbeddingBag;
import dev.forja.nn.EmbeddingOptions;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Places may be int32 wherever PyTorch takes them: the results are those of int64. */
class IndexTypesTest {
  private static final Tensor TABLE = Tensor.arange(12).to(DType.F32).reshape(4, 3);
  private static final Tensor IDS = Tensor.ofLongs(2, 0, 3);

  private static void bothTypes(UnaryOperator<Tensor> function, Tensor places) {
    Tensor expected = function.apply(places);
    Tensor actual = function.apply(places.to(DType.I32));
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloats()).isEqualTo(expected.toFloats());
  }

  @Test
  void methodsTakeInt32() {
    bothTypes(ids -> TABLE.indexSelect(0, ids), IDS);
    bothTypes(TABLE::embedding, IDS);
    bothTypes(ids -> TABLE.gather(1, ids), Tensor.of(new long[] {2, 0, 1, 1}, 4, 1));
    bothTypes(ids -> TABLE.scatterAdd(0, ids, Tensor.ones(1, 3)), IDS.reshape(1, 3));
    bothTypes(ids -> TABLE.scatter(0, ids, Tensor.ones(1, 3)), IDS.reshape(1, 3));
    bothTypes(ids -> TABLE.indexAdd(0, ids, Tensor.ones(3, 3), 2), IDS);
  }

  @Test
  void layersTakeInt32() {
    Embedding embedding = Embedding.of(4, 3);
    bothTypes(embedding::call, IDS);
    Embedding bounded = Embedding.of(4, 3, EmbeddingOptions.defaults().withMaxNorm(0.5));
    bothTypes(bounded::call, IDS);
    EmbeddingBag bag = EmbeddingBag.of(4, 3);
    bothTypes(ids -> bag.call(ids.reshape(1, 3), null, null), IDS);
    Tensor offsets = Tensor.ofLongs(0, 2);
    bothTypes(starts -> bag.call(IDS, starts, null), offsets);
  }

  @Test
  void otherTypesAreRefused() {
    assertThatThrownBy(() -> TABLE.indexSelect(0, Tensor.ones(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index");
    assertThatThrownBy(() -> TABLE.scatter(0, Tensor.ones(1, 3), Tensor.ones(1, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index");
  }
}
