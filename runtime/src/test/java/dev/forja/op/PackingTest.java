package dev.forja.op;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import dev.forja.kernel.Ranges;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which kernels packed a weight, and whether weights are packed at all. */
final class PackingTest {
  private static final int N = 24;
  private static final int K = 20;

  @Test
  void whatOneFamilyOfKernelsPackedNeverReachesAnother() {
    NdArray weight = Allocator.HEAP.zeros(N, K);
    for (int i = 0; i < N * K; i++) {
      weight.floats()[i] = i % 7 - 3;
    }
    Storage storage = weight.storage().lasting();
    PackedWeights.Place place = new PackedWeights.Place(0, true, K, N, K);
    MatmulKernels plain = Ranges.scalar().matmul();
    MatmulKernels vector = Ranges.vector().matmul();
    float[] x = new float[8 * K];
    Arrays.fill(x, 0.5f);
    float[] expected = new float[8 * N];
    plain.gemm(false, true, 8, N, K, x, 0, K, weight.floats(), 0, K, 0, expected, 0, N);
    assertThat(PackedWeights.find(storage, place, 8, plain)).isNull();
    for (MatmulKernels kernels : new MatmulKernels[] {plain, plain, vector, vector, plain}) {
      PackedMatrix packed = requireNonNull(PackedWeights.find(storage, place, 8, kernels));
      assertThat(PackedWeights.find(storage, place, 8, kernels)).isSameAs(packed);
      float[] y = new float[8 * N];
      kernels.gemmPacked(8, x, 0, K, packed, 0, y, 0, N);
      assertThat(y).isEqualTo(expected);
    }
  }

  @Test
  void packingCanBeSwitchedOff() {
    assertThat(PackedWeights.isOn(null)).isTrue();
    assertThat(PackedWeights.isOn("on")).isTrue();
    assertThat(PackedWeights.isOn("off")).isFalse();
    assertThatThrownBy(() -> PackedWeights.isOn("no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("forja.packing: 'no' is not known; give on or off, or leave it out");
  }
}
