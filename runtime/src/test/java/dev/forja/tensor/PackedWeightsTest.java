package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class PackedWeightsTest {
  private final Random random = new Random(23);

  private Tensor normal(int... shape) {
    NdArray array = Allocator.HEAP.zeros(shape);
    for (int i = 0; i < array.count(); i++) {
      array.floats()[i] = (float) random.nextGaussian();
    }
    return Tensor.of(array);
  }

  /** The same values in a tensor that is not a parameter, for which nothing is packed. */
  private static Tensor plain(Tensor weight) {
    return Tensor.of(weight.array().copy(Allocator.HEAP));
  }

  private static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.toFloats()).isEqualTo(expected.toFloats());
  }

  @Test
  void productsFollowEveryChangeOfTheWeights() {
    Parameter weight = Parameter.of(normal(36, 20));
    Parameter bias = Parameter.of(normal(36));
    for (int i = 0; i < 400; i++) {
      switch (random.nextInt(12)) {
        case 0 -> weight.copyFrom(normal(36, 20));
        case 1 -> InPlace.update(weight, array -> array.floats()[random.nextInt(720)] += 1);
        case 2 -> InPlace.update(bias, array -> array.floats()[random.nextInt(36)] += 1);
        default -> {
          int rows = 1 + random.nextInt(12);
          Tensor x = normal(rows, 20);
          assertSame(x.linear(weight, bias), x.linear(plain(weight), plain(bias)));
          assertSame(x.linear(weight, null), x.linear(plain(weight), null));
          Tensor left = normal(rows, 36);
          assertSame(left.matmul(weight), left.matmul(plain(weight)));
          Tensor part = weight.slice(0, 12, 24);
          assertSame(x.linear(part, null), x.linear(plain(part), null));
        }
      }
    }
  }

  @Test
  void whatIsUsedOnceAtAVersionIsNotPacked() {
    Parameter weight = Parameter.of(normal(36, 20));
    Tensor x = normal(8, 20);
    x.linear(weight, null);
    Object afterOne = weight.array().storage().derived();
    InPlace.update(weight, array -> array.floats()[0] = 5);
    x.linear(weight, null);
    Object afterAChange = weight.array().storage().derived();
    x.linear(weight, null);
    boolean packs = Kernels.get().matmul().gainsByPacking(true, 8, 36);
    assertThat(String.valueOf(afterOne)).doesNotContain("packed=Packed");
    assertThat(String.valueOf(afterAChange)).doesNotContain("packed=Packed");
    assertThat(String.valueOf(weight.array().storage().derived()).contains("packed=Packed"))
        .isEqualTo(packs);
  }

  @Test
  void nothingIsKeptForTensorsThatAreNoParameters() {
    Tensor weight = normal(36, 20);
    Tensor x = normal(8, 20);
    for (int i = 0; i < 3; i++) {
      x.linear(weight, null);
    }
    assertThat(weight.array().storage().derived()).isNull();
  }

  @Test
  void severalThreadsMayUseTheSameWeightsAtOnce() throws Exception {
    Parameter weight = Parameter.of(normal(60, 40));
    Tensor x = normal(16, 40);
    float[] expected = x.linear(plain(weight), null).toFloats();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<float[]> call = () -> x.linear(weight, null).toFloats();
      for (var result : threads.invokeAll(Collections.nCopies(64, call))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }
}
