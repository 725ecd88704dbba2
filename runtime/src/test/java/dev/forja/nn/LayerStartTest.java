package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The initial parameters of layers are drawn from PyTorch's distributions. For n draws from U(-k,
 * k), the probability that the largest is below {@code k (1 - 20 / n)} is 5e-5, and that of a
 * relative error of the standard deviation above {@code 4 / sqrt(n)} is smaller still; seeds are
 * fixed.
 */
class LayerStartTest {
  private static <M extends NeuralModule> M made(Supplier<M> maker) {
    Parameter.zeros(1);
    Object[] holder = new Object[1];
    Randoms.runWith(new Philox(5), () -> holder[0] = maker.get());
    @SuppressWarnings("unchecked") // set by the supplier
    M module = (M) Objects.requireNonNull(holder[0]);
    return module;
  }

  /** U(-k, k): bounds, mean and standard deviation. */
  private static void uniform(NeuralModule module, String name, double bound) {
    Tensor values = module.parameter(name).detach();
    int n = values.count();
    assertThat(values.max().item())
        .as(name)
        .isBetween((float) (bound * (1 - 20.0 / n)), (float) bound);
    assertThat(values.min().item())
        .as(name)
        .isBetween((float) -bound, (float) (-bound * (1 - 20.0 / n)));
    spread(values, name, 0, bound / Math.sqrt(3));
  }

  private static void normal(NeuralModule module, String name, double deviation) {
    Tensor values = module.parameter(name).detach();
    spread(values, name, 0, deviation);
    // In a normal distribution, 4.55 % of the values are beyond two standard deviations.
    float beyond = values.abs().gt(2 * deviation).sum().div(values.count()).item();
    assertThat(beyond).as(name).isCloseTo(0.0455f, within((float) (1 / Math.sqrt(values.count()))));
  }

  private static void spread(Tensor values, String name, double mean, double deviation) {
    double root = Math.sqrt(values.count());
    assertThat((double) values.mean().item())
        .as(name)
        .isCloseTo(mean, within(4 * deviation / root));
    assertThat((double) values.std().item())
        .as(name)
        .isCloseTo(deviation, within(4 * deviation / root));
  }

  private static void constant(NeuralModule module, String name, float value) {
    assertThat(module.parameter(name).toFloats()).as(name).containsOnly(value);
  }

  @Test
  void linearLayersAndConvolutionsAreUniformByTheirFan() {
    Linear linear = made(() -> Linear.of(100, 300));
    uniform(linear, "weight", 0.1);
    uniform(linear, "bias", 0.1);
    Bilinear bilinear = made(() -> Bilinear.of(64, 20, 300));
    uniform(bilinear, "weight", 0.125);
    uniform(bilinear, "bias", 0.125);
    Conv1d conv1d = made(() -> Conv1d.of(40, 400, 5, Conv1dOptions.defaults().withGroups(2)));
    uniform(conv1d, "weight", 0.1);
    uniform(conv1d, "bias", 0.1);
    Conv2d conv2d = made(() -> Conv2d.of(16, 300, 5));
    uniform(conv2d, "weight", 0.05);
    uniform(conv2d, "bias", 0.05);
    // The fan-in of a transposed convolution counts its outputs, as in PyTorch.
    ConvTranspose2d transposed =
        made(
            () ->
                ConvTranspose2d.of(
                    16, 400, Size2d.of(2), ConvTranspose2dOptions.defaults().withGroups(4)));
    uniform(transposed, "weight", 0.05);
    uniform(transposed, "bias", 0.05);
  }

  @Test
  void convolutionsOfSequencesAndVolumesAreUniformByTheirFan() {
    Conv3d conv3d = made(() -> Conv3d.of(4, 300, new Size3d(5, 5, 4), ConvOptions.defaults()));
    uniform(conv3d, "weight", 0.05);
    uniform(conv3d, "bias", 0.05);
    ConvTranspose1d sequences =
        made(
            () ->
                ConvTranspose1d.of(
                    20, 400, Size3d.of(4), ConvTransposeOptions.defaults().withGroups(4)));
    uniform(sequences, "weight", 0.05);
    uniform(sequences, "bias", 0.05);
    ConvTranspose3d volumes =
        made(
            () ->
                ConvTranspose3d.of(
                    4, 400, new Size3d(4, 1, 1), ConvTransposeOptions.defaults().withGroups(4)));
    uniform(volumes, "weight", 0.05);
    uniform(volumes, "bias", 0.05);
  }

  @Test
  void recurrentLayersAreUniformByTheirHiddenSize() {
    NeuralModule[] layers = {
      made(() -> RNN.of(30, 100)),
      made(() -> GRU.of(30, 100)),
      made(() -> LSTM.of(30, 100, RecurrentOptions.defaults(), 40)),
      made(() -> RNNCell.of(30, 100)),
      made(() -> GRUCell.of(30, 100)),
      made(() -> LSTMCell.of(30, 100)),
    };
    for (NeuralModule layer : layers) {
      layer.namedParameters().keySet().forEach(name -> uniform(layer, name, 0.1));
    }
  }

  @Test
  void tablesAreNormal() {
    Embedding table = made(() -> Embedding.of(200, 100, 3));
    assertThat(table.weight().select(0, 3).toFloats()).containsOnly(0f);
    normal(made(() -> Embedding.of(200, 100)), "weight", 1);
    normal(made(() -> EmbeddingBag.of(200, 100)), "weight", 1);
  }

  @Test
  void attentionIsXavier() {
    MultiheadAttention packed =
        made(() -> MultiheadAttention.of(200, 4, AttentionOptions.defaults().withAddBiasKv(true)));
    uniform(packed, "in_proj_weight", Math.sqrt(6.0 / 800));
    uniform(packed, "out_proj.weight", 1 / Math.sqrt(200));
    constant(packed, "in_proj_bias", 0);
    constant(packed, "out_proj.bias", 0);
    normal(packed, "bias_k", Math.sqrt(2.0 / 400));
    normal(packed, "bias_v", Math.sqrt(2.0 / 400));
    MultiheadAttention wide =
        made(
            () ->
                MultiheadAttention.of(
                    100, 4, AttentionOptions.defaults().withKdim(50).withVdim(200)));
    uniform(wide, "q_proj_weight", Math.sqrt(6.0 / 200));
    uniform(wide, "k_proj_weight", Math.sqrt(6.0 / 150));
    uniform(wide, "v_proj_weight", Math.sqrt(6.0 / 300));
  }

  @Test
  void matricesOfATransformerAreXavier() {
    Transformer model =
        made(
            () ->
                Transformer.of(60, 4, 2, 1, TransformerOptions.defaults().withDimFeedforward(240)));
    uniform(model, "encoder.layers.0.self_attn.in_proj_weight", Math.sqrt(6.0 / 240));
    uniform(model, "encoder.layers.1.linear1.weight", Math.sqrt(6.0 / 300));
    uniform(model, "decoder.layers.0.multihead_attn.out_proj.weight", Math.sqrt(6.0 / 120));
    constant(model, "encoder.norm.weight", 1);
    constant(model, "decoder.norm.bias", 0);
    TransformerEncoder stack = made(() -> TransformerEncoder.of(60, 4, 2));
    uniform(stack, "layers.1.linear1.weight", 1 / Math.sqrt(60));
    assertThat(stack.parameter("layers.0.linear1.weight").toFloats())
        .isNotEqualTo(stack.parameter("layers.1.linear1.weight").toFloats());
    TransformerDecoder decoders = made(() -> TransformerDecoder.of(60, 4, 1));
    uniform(decoders, "layers.0.self_attn.in_proj_weight", Math.sqrt(6.0 / 240));
  }

  @Test
  void normsBeginAsTheIdentity() {
    NeuralModule[] norms = {
      BatchNorm1d.of(5),
      BatchNorm2d.of(5),
      LayerNorm.of(5),
      GroupNorm.of(1, 5),
      BatchNorm3d.of(5),
      InstanceNorm1d.of(5, BatchNormOptions.defaults()),
      InstanceNorm2d.of(5, BatchNormOptions.defaults()),
      InstanceNorm3d.of(5, BatchNormOptions.defaults()),
    };
    for (NeuralModule norm : norms) {
      constant(norm, "weight", 1);
      constant(norm, "bias", 0);
    }
    constant(RMSNorm.of(5), "weight", 1);
    constant(PReLU.of(3, 0.25), "weight", 0.25f);
  }
}
