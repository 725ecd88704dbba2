package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.optim.AdamW;
import dev.forja.optim.AveragedModel;
import dev.forja.optim.ParameterSelector;
import dev.forja.optim.SGD;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Philox;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dropouts, parametrizations, lists of parameters, averaged weights, and functional forms. */
class FurtherLayersTest {
  private static Tensor numbers(int... shape) {
    return Tensor.arange(Tensor.zeros(shape).count()).mul(0.37).sin().reshape(shape);
  }

  @Test
  void dropoutsOfChannelsDropWholeChannelsAndKeepTheMean() {
    Tensor x = Tensor.ones(50, 80, 2, 3);
    Tensor y = x.featureDropout(0.25, 2, new Philox(3));
    Tensor means = y.mean(2, 3);
    assertThat(y.amax(2, 3).sub(means).abs().max().item()).isZero();
    assertThat(means.eq(0).sum().div(4000).item()).isCloseTo(0.25f, within(0.03f));
    assertThat(y.mean().item()).isCloseTo(1f, within(0.03f));
    assertThat(Dropout1d.of(1).call(numbers(2, 3)).abs().max().item()).isZero();
    assertThat(Dropout2d.of(1).call(numbers(2, 3, 4)).abs().max().item()).isZero();
    assertThat(Dropout3d.of(1).call(numbers(2, 3, 4, 5)).abs().max().item()).isZero();
  }

  @Test
  void alphaDropoutsKeepMeanAndVariance() {
    Tensor x = NoGrad.call(() -> Tensor.randn(400, 500));
    Tensor y = x.alphaDropout(0.2, new Philox(4));
    assertThat(y.mean().item()).isCloseTo(0f, within(0.01f));
    assertThat(y.std().item()).isCloseTo(1f, within(0.01f));
    Tensor channels = NoGrad.call(() -> Tensor.randn(300, 200, 10));
    Tensor z = channels.featureAlphaDropout(0.2, new Philox(5));
    assertThat(z.mean().item()).isCloseTo(0f, within(0.03f));
    assertThat(z.std().item()).isCloseTo(1f, within(0.03f));
    Tensor spread = z.std(2);
    assertThat(spread.eq(0).sum().div(60_000).item()).isCloseTo(0.2f, within(0.02f));
  }

  @Test
  void slopesOfRreluAreBetweenTheBounds() {
    RReLU layer = RReLU.of(0.1, 0.3);
    Tensor x = Tensor.full(new int[] {1000}, -1);
    Tensor y = layer.call(x).neg();
    assertThat(y.min().item()).isBetween(0.1f, 0.102f);
    assertThat(y.max().item()).isBetween(0.298f, 0.3f);
    assertThat(layer.call(Tensor.ones(5)).toFloats()).containsOnly(1f);
    assertThat(layer.eval()).isSameAs(layer);
    assertThat(layer.call(x).toFloats()).containsOnly(-0.2f);
  }

  @Test
  void parametrizedLayersBeginAsTheLayerAndHavePyTorchsNames() {
    Tensor x = numbers(2, 3, 6);
    Conv1d plain = Conv1d.of(3, 4, 2);
    Tensor before = plain.call(x);
    WeightNorm norm = WeightNorm.of(plain);
    assertThat(norm.call(x).sub(before).abs().max().item()).isLessThan(1e-6f);
    assertThat(norm.stateDict().keySet())
        .containsExactly(
            "bias", "parametrizations.weight.original0", "parametrizations.weight.original1");
    SpectralNorm spectral = SpectralNorm.of(Linear.of(5, 4));
    assertThat(spectral.stateDict().keySet())
        .containsExactly(
            "bias",
            "parametrizations.weight.original",
            "parametrizations.weight.0._u",
            "parametrizations.weight.0._v");
    spectral.eval();
    Tensor one = spectral.call(numbers(3, 5));
    assertThat(spectral.call(numbers(3, 5)).toFloats()).isEqualTo(one.toFloats());
    assertThatThrownBy(() -> WeightNorm.of(ReLU.of()))
        .hasMessageContaining("expected a layer from tensor to tensor with a parameter 'weight'");
  }

  @Test
  void listsOfParametersAreState() {
    ParameterList list = ParameterList.of(Parameter.zeros(2), Parameter.zeros(3));
    list.add(Parameter.zeros(4));
    assertThat(list.namedParameters().keySet()).containsExactly("0", "1", "2");
    assertThat(list.get(2).count()).isEqualTo(4);
    ParameterDict dict = ParameterDict.of().put("left", Parameter.zeros(2));
    dict.put("right", Parameter.zeros(3));
    assertThat(dict.namedParameters().keySet()).containsExactly("left", "right");
    assertThatThrownBy(() -> dict.get("rihgt")).hasMessageContaining("did you mean 'right'?");
    assertThatThrownBy(() -> dict.put("a.b", Parameter.zeros(1)))
        .hasMessageContaining("'a.b' is not a name");
  }

  @Test
  void functionalFormsGiveWhatTheLayersGive() {
    Tensor sequence = numbers(2, 4, 9);
    Conv1d conv = Conv1d.of(4, 6, 3, Conv1dOptions.defaults().withStride(2).withPadding(1));
    same(
        sequence.conv1d(
            conv.weight(), conv.bias(), ConvOptions.defaults().withStride(2).withPadding(1)),
        conv.call(sequence));
    Tensor image = numbers(2, 4, 9, 7);
    Conv2d images = Conv2d.of(4, 6, 3, Conv2dOptions.defaults().withGroups(2).withSamePadding());
    same(
        image.conv2d(
            images.weight(), images.bias(), ConvOptions.defaults().withGroups(2).withSamePadding()),
        images.call(image));
    ConvTranspose2d up =
        ConvTranspose2d.of(4, 6, Size2d.of(3), ConvTranspose2dOptions.defaults().withStride(2));
    same(
        image.convTranspose2d(
            up.weight(), up.bias(), ConvTransposeOptions.defaults().withStride(2)),
        up.call(image));
    same(image.avgPool2d(PoolOptions.of(2)), image.avgPool2d(2));
    same(
        image.maxPool2d(PoolOptions.of(2)), image.maxPool2dWithIndices(PoolOptions.of(2)).values());
    same(
        sequence.maxPool1d(PoolOptions.of(3)),
        sequence.maxPool1dWithIndices(PoolOptions.of(3)).values());
    assertThatThrownBy(() -> image.conv3d(conv.weight(), null, ConvOptions.defaults()))
        .hasMessageContaining("conv3d: input [2, 4, 9, 7], weight [6, 4, 3]");
    assertThatThrownBy(() -> image.fold(Size3d.of(4), Size3d.of(2), ConvOptions.defaults()))
        .hasMessageContaining("fold: input [2, 4, 9, 7]");
  }

  private static void same(Tensor first, Tensor second) {
    assertThat(first.shape()).isEqualTo(second.shape());
    assertThat(first.toFloats()).isEqualTo(second.toFloats());
  }

  @Test
  void normsAndBiasesGetOptionsOfTheirOwn() {
    Sequential model =
        Sequential.of(Linear.of(3, 4), BatchNorm1d.of(4), WeightNorm.of(Linear.of(4, 2)));
    AdamW optimizer = AdamW.of(model.parameters(), 0.1);
    optimizer.adjust(model, ParameterSelector.normsAndBiases(), o -> o.withWeightDecay(0));
    assertThat(optimizer.groups()).hasSize(2);
    assertThat(optimizer.groups().get(0).parameters())
        .containsExactly(
            model.parameter("0.weight"),
            model.parameter("2.parametrizations.weight.original0"),
            model.parameter("2.parametrizations.weight.original1"));
    assertThat(optimizer.groups().get(0).options().weightDecay()).isEqualTo(0.01);
    assertThat(optimizer.groups().get(1).parameters()).hasSize(4);
    assertThat(optimizer.groups().get(1).options().weightDecay()).isZero();
    assertThat(ParameterSelector.named("0.*").parameters(model).keySet())
        .containsExactly("0.weight", "0.bias");
    assertThatThrownBy(
            () -> optimizer.adjust(model, ParameterSelector.named("no"), o -> o.withLr(1)))
        .hasMessageContaining("chooses no parameter");
  }

  @Test
  void averagedWeightsAreMeansOrFade() {
    Linear model = Linear.of(1, 1, false);
    AveragedModel mean = AveragedModel.swa(model);
    AveragedModel faded = AveragedModel.ema(model, 0.75);
    for (float value : new float[] {4, 8, 0}) {
      model.weight().copyFrom(Tensor.full(new int[] {1, 1}, value));
      mean.update();
      faded.update();
    }
    assertThat(mean.average("weight").item()).isEqualTo(4f);
    assertThat(faded.average("weight").item()).isEqualTo(3.75f);
    assertThat(mean.<Float, RuntimeException>call(() -> model.call(Tensor.ones(1, 1)).item()))
        .isEqualTo(4f);
    assertThat(model.weight().item()).isZero();
    AveragedModel again = AveragedModel.swa(model);
    again.loadStateDict(mean.stateDict());
    assertThat(again.averaged()).isEqualTo(3);
    assertThat(mean.stateDict().keySet()).containsExactly("n_averaged", "module.weight");
    again.copyTo(model);
    assertThat(model.weight().item()).isEqualTo(4f);
  }

  @Test
  void statisticsOfNormsAreComputedAnewAsThePlainMeanOfBatches() {
    Sequential model = Sequential.of(BatchNorm1d.of(2), Dropout.of(0.5));
    model.eval();
    SGD.of(model.parameters(), 0.1);
    Tensor first = numbers(4, 2);
    Tensor second = numbers(6, 2).add(3);
    BatchNormStatistics.recompute(model, List.of(first, second), model::call);
    float[] expected = first.mean(0).add(second.mean(0)).div(2).toFloats();
    assertThat(model.buffer("0.running_mean").toFloats()).containsExactly(expected, within(1e-6f));
    assertThat(model.buffer("0.num_batches_tracked").itemLong()).isEqualTo(2);
    assertThat(model.training()).isFalse();
  }
}
