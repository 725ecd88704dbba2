package dev.forja.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.Invoker;
import dev.forja.io.ModelFileException;
import dev.forja.module.NeuralModule;
import dev.forja.optim.SGD;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import dev.forja.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lazy layers are the layers that they make: bit by bit, with the same names. */
class LazyLayersTest {
  /** A lazy layer, the layer that it makes for an input of this shape, and that shape. */
  record Pair(Supplier<NeuralModule> lazy, Supplier<NeuralModule> eager, int... shape) {
    NeuralModule made(Supplier<NeuralModule> maker) {
      return Randoms.callWith(new Philox(3), maker::get);
    }

    Tensor input() {
      return Randoms.callWith(new Philox(4), () -> Tensor.randn(shape));
    }

    @Override
    public String toString() {
      return eager.get().typeName();
    }
  }

  static List<Pair> pairs() {
    BatchNormOptions tracked = BatchNormOptions.defaults().withMomentum(0.3);
    Conv1dOptions one = Conv1dOptions.defaults().withGroups(2).withPadding(1);
    Conv2dOptions two = Conv2dOptions.defaults().withGroups(2).withBias(false);
    ConvOptions three = ConvOptions.defaults().withGroups(2);
    ConvTransposeOptions apart = ConvTransposeOptions.defaults().withStride(Size3d.of(2));
    ConvTranspose2dOptions wide = ConvTranspose2dOptions.defaults().withStride(2);
    Size3d kernel = Size3d.of(2);
    Size2d flat = new Size2d(2, 3);
    return List.of(
        new Pair(() -> LazyLinear.of(3), () -> Linear.of(5, 3), 2, 4, 5),
        new Pair(() -> LazyLinear.of(3, false), () -> Linear.of(5, 3, false), 5),
        new Pair(() -> LazyConv1d.of(6, 3, one), () -> Conv1d.of(4, 6, 3, one), 2, 4, 9),
        new Pair(() -> LazyConv1d.of(6, 3), () -> Conv1d.of(4, 6, 3), 4, 9),
        new Pair(() -> LazyConv2d.of(6, flat, two), () -> Conv2d.of(4, 6, flat, two), 2, 4, 5, 6),
        new Pair(() -> LazyConv2d.of(6, 3), () -> Conv2d.of(4, 6, 3), 4, 5, 6),
        new Pair(
            () -> LazyConv3d.of(6, kernel, three),
            () -> Conv3d.of(4, 6, kernel, three),
            new int[] {2, 4, 3, 4, 5}),
        new Pair(
            () -> LazyConvTranspose1d.of(6, kernel, apart),
            () -> ConvTranspose1d.of(4, 6, kernel, apart),
            new int[] {2, 4, 5}),
        new Pair(
            () -> LazyConvTranspose2d.of(6, flat, wide),
            () -> ConvTranspose2d.of(4, 6, flat, wide),
            new int[] {2, 4, 3, 2}),
        new Pair(
            () -> LazyConvTranspose3d.of(6, kernel, apart),
            () -> ConvTranspose3d.of(4, 6, kernel, apart),
            new int[] {4, 3, 2, 2}),
        new Pair(() -> LazyBatchNorm1d.of(), () -> BatchNorm1d.of(4), 5, 4),
        new Pair(() -> LazyBatchNorm1d.of(tracked), () -> BatchNorm1d.of(4, tracked), 5, 4, 3),
        new Pair(() -> LazyBatchNorm2d.of(), () -> BatchNorm2d.of(4), 2, 4, 3, 2),
        new Pair(() -> LazyBatchNorm3d.of(), () -> BatchNorm3d.of(4), 2, 4, 3, 2, 2),
        new Pair(() -> LazyInstanceNorm1d.of(), () -> InstanceNorm1d.of(4), 2, 4, 3),
        new Pair(
            () -> LazyInstanceNorm2d.of(tracked), () -> InstanceNorm2d.of(4, tracked), 4, 3, 2),
        new Pair(
            () -> LazyInstanceNorm3d.of(tracked),
            () -> InstanceNorm3d.of(4, tracked),
            2,
            4,
            3,
            2,
            2));
  }

  private static Tensor call(NeuralModule module, Tensor input) {
    return ((TensorFunction) module).call(input);
  }

  private static void assertSame(NeuralModule one, NeuralModule other) {
    assertThat(one.stateDict().sequencedKeySet())
        .containsExactlyElementsOf(other.stateDict().keySet());
    one.stateDict()
        .forEach(
            (name, tensor) -> {
              Tensor wanted = requireNonNull(other.stateDict().get(name));
              assertThat(tensor.shape()).as(name).isEqualTo(wanted.shape());
              assertThat(tensor.toString()).as(name).isEqualTo(wanted.toString());
            });
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theFirstCallMakesTheLayer(Pair pair) {
    NeuralModule eager = pair.made(pair.eager);
    NeuralModule lazy = pair.lazy.get();
    Tensor input = pair.input();
    Tensor found = Randoms.callWith(new Philox(3), () -> call(lazy, input));
    Tensor wanted = call(eager, input);
    assertThat(found.toFloats()).isEqualTo(wanted.toFloats());
    if (found.requiresGrad()) {
      found.square().sum().backward();
      wanted.square().sum().backward();
    }
    assertSame(lazy, eager);
    eager
        .namedParameters()
        .forEach(
            (name, parameter) ->
                assertThat(requireNonNull(lazy.parameter(name).grad()).toFloats())
                    .isEqualTo(requireNonNull(parameter.grad()).toFloats()));
    assertThat(lazy.toString()).isEqualTo("Lazy" + eager);
    lazy.eval();
    eager.eval();
    assertThat(call(lazy, input).toFloats()).isEqualTo(call(eager, input).toFloats());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void loadingMakesTheLayer(Pair pair) {
    NeuralModule eager = pair.made(pair.eager);
    call(eager, pair.input());
    NeuralModule lazy = pair.lazy.get();
    lazy.loadStateDict(eager.stateDict());
    assertSame(lazy, eager);
    assertThat(call(lazy.eval(), pair.input())).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void beforeTheFirstCallThereIsNoState(Pair pair, @TempDir Path folder) {
    NeuralModule lazy = pair.lazy.get();
    for (Invoker each : lazy.eval().train().modules()) {
      assertThat(each.toString()).startsWith("Lazy").contains("(");
    }
    if (pair.eager.get().stateDict().isEmpty()) {
      assertThat(lazy.parameters()).isEmpty();
      return;
    }
    assertThatThrownBy(lazy::parameters)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(lazy.typeName())
        .hasMessageContaining("first call");
    assertThatThrownBy(lazy::stateDict).hasMessageContaining("first call");
    assertThatThrownBy(lazy::buffers).hasMessageContaining("first call");
    assertThatThrownBy(() -> SGD.of(lazy.parameters(), 0.1)).hasMessageContaining("first call");
    assertThatThrownBy(() -> lazy.save(folder.resolve("x.safetensors")))
        .hasMessageContaining("first call");
    assertThatThrownBy(() -> Trace.record(() -> call(lazy, pair.input())))
        .hasStackTraceContaining("must not be traced");
  }

  @Test
  void anInputOfOtherChannelsIsRefused() {
    LazyConv2d lazy = LazyConv2d.of(3, 2);
    assertThatThrownBy(() -> lazy.call(Tensor.zeros(4, 4))).hasMessageContaining("3 to 4");
    lazy.call(Tensor.zeros(1, 2, 4, 4));
    assertThatThrownBy(() -> lazy.call(Tensor.zeros(1, 5, 4, 4)))
        .hasMessageContaining("5 channels")
        .hasMessageContaining("made for 2");
    assertThat(lazy.call(Tensor.zeros(2, 4, 4)).shape()).containsExactly(3, 3, 3);
  }

  @Test
  void aFileMakesTheLayersOfAModel(@TempDir Path folder) throws ModelFileException {
    Sequential eager = Sequential.of(Linear.of(4, 3), ReLU.of(), Linear.of(3, 2));
    Path file = folder.resolve("model.safetensors");
    eager.save(file);
    Sequential lazy = Sequential.of(LazyLinear.of(3), ReLU.of(), LazyLinear.of(2));
    assertThatThrownBy(lazy::parameters).hasMessageContaining("'0'");
    lazy.load(file);
    assertSame(lazy, eager);
    assertThatThrownBy(() -> lazy.call(Tensor.zeros(1, 5))).hasMessageContaining("made for 4");
  }

  @Test
  void aTransposedOneTakesTheSizeOfItsResult() {
    Size3d kernel = Size3d.of(2);
    ConvTransposeOptions apart = ConvTransposeOptions.defaults().withStride(Size3d.of(2));
    LazyConvTranspose1d line = LazyConvTranspose1d.of(2, kernel, apart);
    assertThat(line.callToSize(Tensor.zeros(1, 3, 4), 9).shape()).containsExactly(1, 2, 9);
    LazyConvTranspose2d image =
        LazyConvTranspose2d.of(2, Size2d.of(2), ConvTranspose2dOptions.defaults().withStride(2));
    assertThat(image.callToSize(Tensor.zeros(1, 3, 4, 4), new Size2d(9, 8)).shape())
        .containsExactly(1, 2, 9, 8);
    LazyConvTranspose3d volume = LazyConvTranspose3d.of(2, kernel, apart);
    assertThat(volume.callToSize(Tensor.zeros(3, 4, 4, 4), 9, 8, 9).shape())
        .containsExactly(2, 9, 8, 9);
  }
}
