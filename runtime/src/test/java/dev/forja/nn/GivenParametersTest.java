package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.optim.SGD;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Layers that are created from existing parameters. */
class GivenParametersTest {
  /** A language model whose head shares its weight with the embedding table. */
  static final class Tied {
    final Embedding table = Embedding.of(5, 3);
    final Linear head = Linear.of(table.weight(), null);

    @Forward
    Tensor forward(@Shape("l") Tensor ids) {
      return head.call(table.call(ids));
    }
  }

  @Test
  void aHeadThatIsTiedToATableTrainsTheSameValues() {
    GivenParametersTest_TiedInvoker model = GivenParametersTest_TiedInvoker.of();
    assertThat(model.parameters()).hasSize(1);
    assertThat(model.stateDict()).containsOnlyKeys("table.weight", "head.weight");
    Tensor loss = model.call(Tensor.ofLongs(1, 4)).crossEntropy(Tensor.ofLongs(0, 2));
    loss.backward();
    Parameter weight = model.head().weight();
    assertThat(weight).isSameAs(model.table().weight());
    float[] before = weight.toFloats();
    SGD.of(model.parameters(), 0.5).step();
    assertThat(model.table().weight().toFloats()).isNotEqualTo(before);
    assertThat(model.head()).hasToString("Linear(in_features=3, out_features=5, bias=False)");
  }

  @Test
  void convolutionsComputeWhatTheLayerOfTheSameParametersDoes() {
    Conv1dOptions single = Conv1dOptions.defaults().withGroups(2).withPadding(1);
    Conv1d one = Conv1d.of(4, 6, 3, single);
    same(
        one.call(Tensor.ones(1, 4, 5)),
        Conv1d.of(one.weight(), one.bias(), single).call(Tensor.ones(1, 4, 5)));
    Conv2dOptions grouped = Conv2dOptions.defaults().withGroups(2);
    Conv2d two = Conv2d.of(4, 6, new Size2d(3, 2), grouped);
    same(
        two.call(Tensor.ones(1, 4, 5, 5)),
        Conv2d.of(two.weight(), two.bias(), grouped).call(Tensor.ones(1, 4, 5, 5)));
    ConvTranspose2dOptions apart = ConvTranspose2dOptions.defaults().withGroups(2).withStride(2);
    ConvTranspose2d up = ConvTranspose2d.of(4, 6, new Size2d(3, 2), apart);
    same(
        up.call(Tensor.ones(1, 4, 5, 5)),
        ConvTranspose2d.of(up.weight(), up.bias(), apart).call(Tensor.ones(1, 4, 5, 5)));
    EmbeddingBag bag = EmbeddingBag.of(5, 3);
    same(
        bag.call(Tensor.of(new long[] {1, 2}, 1, 2), null, null),
        EmbeddingBag.of(bag.weight(), EmbeddingBagOptions.defaults())
            .call(Tensor.of(new long[] {1, 2}, 1, 2), null, null));
  }

  @Test
  void withoutABiasThereIsNoneWhateverTheOptionsSay() {
    Conv2d layer = Conv2d.of(Parameter.zeros(6, 4, 3, 3), null, Conv2dOptions.defaults());
    assertThat(layer.bias()).isNull();
    assertThat(layer).hasToString("Conv2d(4, 6, kernel_size=(3, 3), stride=(1, 1), bias=False)");
    assertThat(layer.stateDict()).containsOnlyKeys("weight");
  }

  @Test
  void otherShapesAreRefused() {
    refused(
        () -> Linear.of(Parameter.zeros(3), null), "Linear: the weight has shape [3], but must");
    refused(
        () -> Linear.of(Parameter.zeros(3, 2), Parameter.zeros(2)),
        "Linear: the bias has shape [2], but the weight asks for [3]");
    refused(
        () -> Embedding.of(Parameter.zeros(3, 2, 1), EmbeddingOptions.defaults()),
        "[numEmbeddings, embeddingDim]");
    Conv2dOptions groups = Conv2dOptions.defaults().withGroups(4);
    refused(() -> Conv2d.of(Parameter.zeros(6, 4, 3, 3), null, groups), "multiples of groups 4");
    refused(
        () ->
            ConvTranspose2d.of(
                Parameter.zeros(6, 2, 3, 3),
                Parameter.zeros(2),
                ConvTranspose2dOptions.defaults().withGroups(3)),
        "the weight asks for [6]");
  }

  private static void refused(Runnable makes, String message) {
    assertThatThrownBy(makes::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void same(Tensor expected, Tensor actual) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toFloats()).isEqualTo(expected.toFloats());
  }
}
