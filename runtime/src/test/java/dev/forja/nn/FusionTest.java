package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Init;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final List<BatchNormOptions> NORMS =
      List.of(
          BatchNormOptions.defaults(),
          BatchNormOptions.defaults().withAffine(false),
          BatchNormOptions.defaults().withEps(0.1));

  @Test
  void aConvolutionDoesTheWorkOfTheNormAfterIt() {
    Conv2dOptions plain = Conv2dOptions.defaults();
    List<Conv2dOptions> all =
        List.of(
            plain,
            plain.withBias(false),
            plain.withGroups(2).withStride(2).withPadding(1),
            plain.withDilation(2).withSamePadding(),
            plain.withPadding(1).withPaddingMode(PaddingMode.REFLECT),
            plain.withPadding(2).withPaddingMode(PaddingMode.CIRCULAR).withBias(false));
    for (Conv2dOptions options : all) {
      for (BatchNormOptions normOptions : NORMS) {
        Conv2d conv = Conv2d.of(4, 6, Size2d.of(3), options).eval();
        BatchNorm2d norm = norm2d(6, normOptions);
        Conv2d fused = Fusion.fuseConvBnEval(conv, norm);
        assertSame(conv, norm, fused, Tensor.randn(2, 4, 7, 9));
        assertThat(fused.training()).isFalse();
      }
    }
  }

  @Test
  void soDoesOneOfOneDimension() {
    for (BatchNormOptions options : NORMS) {
      Conv1d conv = Conv1d.of(4, 6, 3, Conv1dOptions.defaults().withGroups(2)).eval();
      BatchNorm1d norm = norm1d(6, options);
      assertSame(conv, norm, Fusion.fuseConvBnEval(conv, norm), Tensor.randn(3, 4, 11));
    }
  }

  @Test
  void soDoesATransposedOneWithTheChannelsOfItsGroups() {
    ConvTranspose2dOptions plain = ConvTranspose2dOptions.defaults();
    for (ConvTranspose2dOptions options :
        List.of(plain, plain.withGroups(2).withStride(Size2d.of(2)), plain.withBias(false))) {
      for (BatchNormOptions normOptions : NORMS) {
        ConvTranspose2d conv = ConvTranspose2d.of(4, 6, Size2d.of(3), options).eval();
        BatchNorm2d norm = norm2d(6, normOptions);
        assertSame(conv, norm, Fusion.fuseConvBnEval(conv, norm), Tensor.randn(2, 4, 5, 6));
      }
    }
  }

  @Test
  void soDoesALinearLayer() {
    for (BatchNormOptions options : NORMS) {
      for (boolean bias : new boolean[] {true, false}) {
        Linear linear = Linear.of(5, 6, bias).eval();
        BatchNorm1d norm = norm1d(6, options);
        assertSame(linear, norm, Fusion.fuseLinearBnEval(linear, norm), Tensor.randn(8, 5));
      }
    }
  }

  @Test
  void whatWasGivenAndTheRandomNumbersStayAsTheyAre() {
    Conv2d conv = Conv2d.of(2, 3, 3).eval();
    conv.weight().requiresGrad(false);
    BatchNorm2d norm = norm2d(3, BatchNormOptions.defaults());
    float[] weight = conv.weight().toFloats();
    Philox untouched = new Philox(5);
    Conv2d fused =
        Randoms.callWith(
            new Philox(5),
            () -> {
              Conv2d made = Fusion.fuseConvBnEval(conv, norm);
              assertThat(Tensor.randn(3).toFloats())
                  .containsExactly(Randoms.callWith(untouched, () -> Tensor.randn(3)).toFloats());
              return made;
            });
    assertThat(conv.weight().toFloats()).containsExactly(weight);
    assertThat(fused.weight().toFloats()).isNotEqualTo(weight);
    assertThat(fused.weight().requiresGrad()).isFalse();
    assertThat(conv.weight().requiresGrad()).isFalse();
  }

  @Test
  void twoThatCannotBeOneAreRefused() {
    Linear linear = Linear.of(2, 3).eval();
    assertThatThrownBy(() -> Fusion.fuseLinearBnEval(linear, BatchNorm1d.of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fusion: BatchNorm1d is in training mode, which uses the statistics of the batch: call"
                + " eval()");
    assertThatThrownBy(() -> Fusion.fuseLinearBnEval(Linear.of(2, 3), BatchNorm1d.of(3).eval()))
        .hasMessageContaining("Linear is in training mode");
    assertThatThrownBy(() -> Fusion.fuseLinearBnEval(linear, BatchNorm1d.of(4).eval()))
        .hasMessage("fusion: BatchNorm1d has 4 features, but the output of Linear has 3");
    BatchNormOptions untracked = BatchNormOptions.defaults().withTrackRunningStats(false);
    assertThatThrownBy(() -> Fusion.fuseLinearBnEval(linear, BatchNorm1d.of(3, untracked).eval()))
        .hasMessageContaining("keeps no running statistics");
  }

  private static void assertSame(
      UnaryOperator<Tensor> layer,
      UnaryOperator<Tensor> norm,
      UnaryOperator<Tensor> fused,
      Tensor x) {
    Tensor expected = norm.apply(layer.apply(x));
    Tensor actual = fused.apply(x);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).abs().max().item()).isCloseTo(0f, within(2e-5f));
    assertThat(layer.apply(x).sub(expected).abs().max().item()).isGreaterThan(1e-2f);
  }

  private static BatchNorm2d norm2d(int features, BatchNormOptions options) {
    BatchNorm2d norm = BatchNorm2d.of(features, options);
    norm.call(Tensor.randn(4, features, 3, 3).mul(2).add(1));
    scatter(norm);
    return norm.eval();
  }

  private static BatchNorm1d norm1d(int features, BatchNormOptions options) {
    BatchNorm1d norm = BatchNorm1d.of(features, options);
    norm.call(Tensor.randn(9, features).mul(2).add(1));
    scatter(norm);
    return norm.eval();
  }

  private static void scatter(NeuralModule norm) {
    for (Parameter parameter : norm.parameters()) {
      Init.uniform(parameter, 0.5, 1.5);
    }
  }
}
