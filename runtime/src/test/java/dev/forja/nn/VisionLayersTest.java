package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.tensor.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VisionLayersTest {
  @Test
  void convolutionsReadAsInPyTorch() {
    assertThat(Conv2d.of(1, 16, 3)).hasToString("Conv2d(1, 16, kernel_size=(3, 3), stride=(1, 1))");
    Conv2dOptions options =
        Conv2dOptions.defaults()
            .withStride(2)
            .withPadding(new Size2d(0, 1))
            .withDilation(3)
            .withGroups(2)
            .withBias(false);
    assertThat(Conv2d.of(4, 6, new Size2d(3, 5), options))
        .hasToString(
            "Conv2d(4, 6, kernel_size=(3, 5), stride=(2, 2), padding=(0, 1), dilation=(3, 3),"
                + " groups=2, bias=False)");
    assertThat(Conv2d.of(4, 6, 3, Conv2dOptions.defaults().withSamePadding()))
        .hasToString("Conv2d(4, 6, kernel_size=(3, 3), stride=(1, 1), padding=same)");
  }

  @Test
  void poolingReadsAsInPyTorch() {
    assertThat(MaxPool2d.of(2))
        .hasToString("MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)");
    MaxPool2dOptions options =
        MaxPool2dOptions.defaults().withStride(new Size2d(1, 2)).withCeilMode(true);
    assertThat(MaxPool2d.of(new Size2d(2, 3), options))
        .hasToString(
            "MaxPool2d(kernel_size=(2, 3), stride=(1, 2), padding=0, dilation=1, ceil_mode=True)");
    assertThat(AvgPool2d.of(3)).hasToString("AvgPool2d(kernel_size=3, stride=3, padding=0)");
    assertThat(AdaptiveAvgPool2d.of(1)).hasToString("AdaptiveAvgPool2d(output_size=1)");
    assertThat(AdaptiveAvgPool2d.of(null, 4))
        .hasToString("AdaptiveAvgPool2d(output_size=(None, 4))");
  }

  @Test
  void batchNormReadsAsInPyTorchAndHasItsState() {
    assertThat(BatchNorm2d.of(16))
        .hasToString(
            "BatchNorm2d(16, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)");
    BatchNormOptions options =
        BatchNormOptions.defaults()
            .withEps(0.001)
            .withMomentum(null)
            .withAffine(false)
            .withTrackRunningStats(false)
            .withEps(2.5e-7)
            .withMomentum(null);
    assertThat(BatchNorm1d.of(3, options))
        .hasToString(
            "BatchNorm1d(3, eps=2.5e-07, momentum=None, affine=False, track_running_stats=False)");
    assertThat(BatchNorm2d.of(2).stateDict())
        .containsOnlyKeys("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    assertThat(BatchNorm1d.of(3, options).stateDict()).isEmpty();
  }

  @Test
  void weightsStartWithinPyTorchsBounds() {
    Conv2d conv = Conv2d.of(8, 64, 3, Conv2dOptions.defaults().withGroups(2));
    float bound = 1 / 6f;
    assertThat(conv.weight().shape()).containsExactly(64, 4, 3, 3);
    float largest = 0;
    for (float weight : conv.weight().toFloats()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    assertThat(largest).isBetween(0.95f * bound, bound);
    for (float bias : Objects.requireNonNull(conv.bias()).toFloats()) {
      assertThat(Math.abs(bias)).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void evaluationChangesNoStatisticsAndTrainingCountsBatches() {
    BatchNorm2d norm = BatchNorm2d.of(1);
    Tensor mean = Objects.requireNonNull(norm.runningMean());
    Tensor count = Objects.requireNonNull(norm.numBatchesTracked());
    Tensor x = Tensor.of(new float[] {1, 2, 3, 6}, 1, 1, 2, 2);
    norm.eval();
    norm.call(x);
    assertThat(mean.item()).isZero();
    norm.train();
    norm.call(x);
    assertThat(mean.item()).isEqualTo(0.3f);
    assertThat(count.itemLong()).isEqualTo(1);
    // The mean squared difference from 3 is 3.5; divided by one element less, it is 14 / 3.
    assertThat(Objects.requireNonNull(norm.runningVar()).item())
        .isEqualTo((float) (0.9 + 0.1 * 14 / 3));
  }

  @Test
  void theStatisticsThatEvaluationUsedMayChangeBeforeBackward() {
    BatchNorm1d norm = BatchNorm1d.of(1);
    Tensor x = Tensor.of(new float[] {1, 2}, 2, 1).requiresGrad(true);
    norm.eval();
    Tensor y = norm.call(x);
    norm.train();
    norm.call(x.detach());
    y.sum().backward();
    float slope = (float) (1 / Math.sqrt(1 + 1e-5));
    assertThat(Objects.requireNonNull(x.grad()).toFloats()).containsExactly(slope, slope);
  }

  @Test
  void oneImageNeedsNoBatch() {
    Tensor x = Tensor.randn(3, 6, 6);
    assertThat(Conv2d.of(3, 2, 3).call(x).shape()).containsExactly(2, 4, 4);
    assertThat(MaxPool2d.of(2).call(x).shape()).containsExactly(3, 3, 3);
    assertThat(AdaptiveAvgPool2d.of(1).call(x).shape()).containsExactly(3, 1, 1);
  }

  @Test
  void wrongInputsAndOptionsAreRefused() {
    assertThatThrownBy(() -> Conv2d.of(3, 8, 3).call(Tensor.zeros(1, 4, 8, 8)))
        .hasMessageContaining("inChannels")
        .hasMessageContaining("[1, 4, 8, 8]");
    assertThatThrownBy(() -> BatchNorm2d.of(3).call(Tensor.zeros(1, 3, 8)))
        .hasMessageContaining("numFeatures")
        .hasMessageContaining("[1, 3, 8]");
    assertThatThrownBy(() -> BatchNorm1d.of(3).call(Tensor.zeros(1, 3, 8, 8)))
        .hasMessage("BatchNorm1d: input [1, 3, 8, 8]: expected [n, 3] or [n, 3, l]");
    assertThatThrownBy(() -> Conv2d.of(3, 8, 3, Conv2dOptions.defaults().withGroups(2)))
        .hasMessage(
            "Conv2d: inChannels 3 and outChannels 8, but both must be multiples of groups 2");
    assertThatThrownBy(
            () -> Conv2d.of(3, 8, 3, Conv2dOptions.defaults().withSamePadding().withStride(2)))
        .hasMessageStartingWith("Conv2d: stride (2, 2) with the padding 'same'");
    assertThatThrownBy(
            () -> AvgPool2d.of(Size2d.of(2), AvgPool2dOptions.defaults().withDivisorOverride(0)))
        .hasMessageStartingWith("AvgPool2d: divisorOverride is 0");
  }
}
