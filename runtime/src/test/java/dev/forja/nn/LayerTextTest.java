package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.PaddingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Layers print as in PyTorch. The texts are those of PyTorch 1.13.1, except for EmbeddingBag,
 * Softplus and Upsample, which newer versions print with a decimal point and with quotes.
 */
class LayerTextTest {
  /** A layer and its expected text. */
  private record Row(NeuralModule layer, String text) {}

  private final List<Row> rows = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> layersPrintAsInPyTorch() {
    linear();
    convolutions();
    pooling();
    norms();
    tables();
    activations();
    others();
    return rows.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.text(), () -> assertThat(row.layer()).hasToString(row.text())));
  }

  private void row(NeuralModule layer, String text) {
    rows.add(new Row(layer, text));
  }

  private void linear() {
    row(Linear.of(3, 4), "Linear(in_features=3, out_features=4, bias=True)");
    row(Linear.of(3, 4, false), "Linear(in_features=3, out_features=4, bias=False)");
    row(
        Bilinear.of(2, 3, 4),
        "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)");
    row(
        Bilinear.of(2, 3, 4, false),
        "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=False)");
    row(Identity.of(), "Identity()");
    row(Flatten.of(1, -1), "Flatten(start_dim=1, end_dim=-1)");
  }

  private void convolutions() {
    row(Conv1d.of(4, 6, 3), "Conv1d(4, 6, kernel_size=(3,), stride=(1,))");
    row(
        Conv1d.of(
            4,
            6,
            3,
            Conv1dOptions.defaults()
                .withStride(2)
                .withPadding(1)
                .withDilation(2)
                .withGroups(2)
                .withBias(false)
                .withPaddingMode(PaddingMode.CIRCULAR)),
        "Conv1d(4, 6, kernel_size=(3,), stride=(2,), padding=(1,), dilation=(2,), groups=2,"
            + " bias=False, padding_mode=circular)");
    row(
        Conv1d.of(4, 6, 3, Conv1dOptions.defaults().withSamePadding()),
        "Conv1d(4, 6, kernel_size=(3,), stride=(1,), padding=same)");
    row(Conv2d.of(4, 6, 3), "Conv2d(4, 6, kernel_size=(3, 3), stride=(1, 1))");
    row(
        Conv2d.of(
            4,
            6,
            new Size2d(3, 5),
            Conv2dOptions.defaults()
                .withStride(2)
                .withPadding(1)
                .withDilation(new Size2d(2, 1))
                .withGroups(2)
                .withBias(false)
                .withPaddingMode(PaddingMode.REFLECT)),
        "Conv2d(4, 6, kernel_size=(3, 5), stride=(2, 2), padding=(1, 1), dilation=(2, 1), groups=2,"
            + " bias=False, padding_mode=reflect)");
    row(
        Conv2d.of(4, 6, 3, Conv2dOptions.defaults().withSamePadding()),
        "Conv2d(4, 6, kernel_size=(3, 3), stride=(1, 1), padding=same)");
    row(ConvTranspose2d.of(4, 6, 3), "ConvTranspose2d(4, 6, kernel_size=(3, 3), stride=(1, 1))");
    row(
        ConvTranspose2d.of(
            4,
            6,
            Size2d.of(3),
            ConvTranspose2dOptions.defaults()
                .withStride(Size2d.of(2))
                .withPadding(Size2d.of(1))
                .withOutputPadding(Size2d.of(1))
                .withGroups(2)
                .withBias(false)
                .withDilation(Size2d.of(2))),
        "ConvTranspose2d(4, 6, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), dilation=(2, 2),"
            + " output_padding=(1, 1), groups=2, bias=False)");
  }

  private void pooling() {
    row(
        MaxPool1d.of(3),
        "MaxPool1d(kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=False)");
    row(
        MaxPool2d.of(3),
        "MaxPool2d(kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=False)");
    row(
        MaxPool2d.of(
            new Size2d(3, 2),
            MaxPool2dOptions.defaults()
                .withStride(new Size2d(2, 1))
                .withPadding(Size2d.of(1))
                .withCeilMode(true)),
        "MaxPool2d(kernel_size=(3, 2), stride=(2, 1), padding=1, dilation=1, ceil_mode=True)");
    row(AvgPool2d.of(3), "AvgPool2d(kernel_size=3, stride=3, padding=0)");
    row(AdaptiveAvgPool2d.of(3), "AdaptiveAvgPool2d(output_size=3)");
    row(AdaptiveAvgPool2d.of(null, 3), "AdaptiveAvgPool2d(output_size=(None, 3))");
  }

  private void norms() {
    row(
        BatchNorm1d.of(5),
        "BatchNorm1d(5, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)");
    row(
        BatchNorm2d.of(
            5,
            BatchNormOptions.defaults()
                .withMomentum(null)
                .withEps(1e-3)
                .withAffine(false)
                .withTrackRunningStats(false)),
        "BatchNorm2d(5, eps=0.001, momentum=None, affine=False, track_running_stats=False)");
    row(
        InstanceNorm2d.of(5),
        "InstanceNorm2d(5, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False)");
    row(LayerNorm.of(5), "LayerNorm((5,), eps=1e-05, elementwise_affine=True)");
    row(
        LayerNorm.of(LayerNormOptions.defaults().withEps(1e-6).withElementwiseAffine(false), 2, 5),
        "LayerNorm((2, 5), eps=1e-06, elementwise_affine=False)");
    row(GroupNorm.of(2, 6), "GroupNorm(2, 6, eps=1e-05, affine=True)");
    row(GroupNorm.of(2, 6, 1e-3, false), "GroupNorm(2, 6, eps=0.001, affine=False)");
  }

  private void tables() {
    row(Embedding.of(7, 3), "Embedding(7, 3)");
    row(
        Embedding.of(
            7,
            3,
            EmbeddingOptions.defaults()
                .withPaddingIdx(-1)
                .withMaxNorm(2.0)
                .withNormType(1.0)
                .withScaleGradByFreq(true)),
        "Embedding(7, 3, padding_idx=6, max_norm=2.0, norm_type=1.0, scale_grad_by_freq=True)");
    row(EmbeddingBag.of(7, 3), "EmbeddingBag(7, 3, mode='mean')");
    row(
        EmbeddingBag.of(
            7,
            3,
            EmbeddingBagOptions.defaults()
                .withMode(EmbeddingBagMode.MAX)
                .withIncludeLastOffset(false)
                .withTable(EmbeddingOptions.defaults().withPaddingIdx(2).withMaxNorm(1.0))),
        "EmbeddingBag(7, 3, max_norm=1.0, mode='max', padding_idx=2)");
    row(RNN.of(3, 4), "RNN(3, 4)");
    row(
        LSTM.of(
            3,
            4,
            RecurrentOptions.defaults()
                .withNumLayers(2)
                .withBias(false)
                .withBatchFirst(true)
                .withDropout(0.5)
                .withBidirectional(true),
            2),
        "LSTM(3, 4, proj_size=2, num_layers=2, bias=False, batch_first=True, dropout=0.5,"
            + " bidirectional=True)");
    row(GRU.of(3, 4), "GRU(3, 4)");
  }

  private void activations() {
    row(ReLU.of(), "ReLU()");
    row(ReLU6.of(), "ReLU6()");
    row(LeakyReLU.of(0.2), "LeakyReLU(negative_slope=0.2)");
    row(LeakyReLU.of(), "LeakyReLU(negative_slope=0.01)");
    row(ELU.of(1.5), "ELU(alpha=1.5)");
    row(SELU.of(), "SELU()");
    row(GELU.of(), "GELU(approximate='none')");
    row(GELU.of(GELUApproximation.TANH), "GELU(approximate='tanh')");
    row(SiLU.of(), "SiLU()");
    row(Mish.of(), "Mish()");
    row(Softplus.of(), "Softplus(beta=1.0, threshold=20.0)");
    row(Softplus.of(2, 10), "Softplus(beta=2.0, threshold=10.0)");
    row(Sigmoid.of(), "Sigmoid()");
    row(Tanh.of(), "Tanh()");
    row(Hardswish.of(), "Hardswish()");
    row(Hardsigmoid.of(), "Hardsigmoid()");
    row(Hardtanh.of(), "Hardtanh(min_val=-1.0, max_val=1.0)");
    row(Hardtanh.of(-2, 3), "Hardtanh(min_val=-2.0, max_val=3.0)");
    row(PReLU.of(), "PReLU(num_parameters=1)");
    row(PReLU.of(3, 0.1), "PReLU(num_parameters=3)");
    row(Softmax.of(-1), "Softmax(dim=-1)");
    row(Softmax.of(), "Softmax(dim=None)");
    row(LogSigmoid.of(), "LogSigmoid()");
    row(LogSoftmax.of(1), "LogSoftmax(dim=1)");
    row(GLU.of(1), "GLU(dim=1)");
    row(Dropout.of(0.3), "Dropout(p=0.3, inplace=False)");
  }

  private void others() {
    row(CosineSimilarity.of(1, 1e-8), "CosineSimilarity()");
    row(PixelShuffle.of(3), "PixelShuffle(upscale_factor=3)");
    row(Upsample.of(2), "Upsample(scale_factor=2.0, mode='nearest')");
    row(
        Upsample.of(UpsampleOptions.by(2.0, 1.5).withMode(UpsampleMode.BILINEAR)),
        "Upsample(scale_factor=(2.0, 1.5), mode='bilinear')");
    row(
        Upsample.of(UpsampleOptions.toSize(3, 11).withMode(UpsampleMode.NEAREST_EXACT)),
        "Upsample(size=(3, 11), mode='nearest-exact')");
    row(Upsample.of(UpsampleOptions.toSize(9)), "Upsample(size=9, mode='nearest')");
    row(ZeroPad2d.of(2), "ZeroPad2d((2, 2, 2, 2))");
    row(ZeroPad2d.of(1, 2, 0, 3), "ZeroPad2d((1, 2, 0, 3))");
    row(CrossEntropyLoss.of(), "CrossEntropyLoss()");
    row(MSELoss.of(), "MSELoss()");
    row(L1Loss.of(), "L1Loss()");
    row(BCEWithLogitsLoss.of(), "BCEWithLogitsLoss()");
    row(
        MultiheadAttention.of(4, 2),
        "MultiheadAttention(\n  (out_proj): Linear(in_features=4, out_features=4, bias=True)\n)");
  }
}
