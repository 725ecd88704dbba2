package dev.forja.tensor;

import static dev.forja.tensor.Index.all;
import static dev.forja.tensor.Index.at;
import static dev.forja.tensor.Index.ellipsis;
import static dev.forja.tensor.Index.newAxis;
import static dev.forja.tensor.Index.places;
import static dev.forja.tensor.Index.slice;
import static dev.forja.tensor.Index.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The expected results are PyTorch's for the same indices. */
class IndexTest {
  private static final Tensor X = Tensor.arange(24).to(DType.F32).reshape(2, 3, 4);
  private static final Tensor MASK =
      Tensor.of(new boolean[] {true, false, true, false, true, false}, 2, 3);

  private static void check(Tensor actual, int[] shape, double... expected) {
    assertThat(actual.shape()).isEqualTo(shape);
    float[] values = actual.toFloats();
    assertThat(values).hasSize(expected.length);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isEqualTo(expected[i]);
    }
  }

  private static int[] shape(int... sizes) {
    return sizes;
  }

  @Test
  void placesSpansAndNewAxes() {
    check(X.get(all(), slice(1, 5, 2), at(3)), shape(2, 1), 7, 19);
    check(X.get(ellipsis(), at(-1)), shape(2, 3), 3, 7, 11, 15, 19, 23);
    check(X.get(newAxis(), at(1), at(0)), shape(1, 4), 12, 13, 14, 15);
    check(X.get(at(0), Index.from(2), Index.to(2)), shape(1, 2), 8, 9);
    check(X.get(slice(0, 0)), shape(0, 3, 4));
    assertThat(X.get(all(), at(1)).array().storage()).isSameAs(X.array().storage());
  }

  @Test
  void tensorsOfPlaces() {
    check(X.get(places(1, 0, -1), at(0), at(0)), shape(3), 12, 0, 12);
    check(X.get(all(), places(0, 2), places(3, 1)), shape(2, 2), 3, 9, 15, 21);
    check(X.get(places(0, 1), all(), places(3, 1)), shape(2, 3), 3, 7, 11, 13, 17, 21);
    Tensor column = Tensor.of(new long[] {0, 2}, 2, 1);
    check(X.get(all(), places(column), places(1, 3)), shape(2, 2, 2), 1, 3, 9, 11, 13, 15, 21, 23);
    check(X.get(places(1), ellipsis(), newAxis(), places(2)), shape(1, 3, 1), 14, 18, 22);
    check(X.get(all(), places()), shape(2, 0, 4));
  }

  @Test
  void masks() {
    check(X.get(where(MASK), at(0)), shape(3), 0, 8, 16);
    check(X.get(where(MASK), places(0, 1, 2)), shape(3), 0, 9, 18);
    check(X.get(at(1), where(MASK.get(1))), shape(1, 4), 16, 17, 18, 19);
    check(X.maskedSelect(X.gt(20)), shape(3), 21, 22, 23);
    check(X.get(where(X.lt(0))), shape(0));
    check(
        X.maskedSelect(Tensor.of(new boolean[] {false, false, false, true}, 4)).get(at(5)),
        shape(),
        23);
    assertThat(MASK.nonzero().toLongs()).containsExactly(0, 0, 0, 2, 1, 1);
    assertThat(MASK.nonzero().shape()).containsExactly(3, 2);
  }

  @Test
  void gradientsGoToThePlaces() {
    Tensor x = Tensor.zeros(2, 3).requiresGrad(true);
    x.get(all(), places(0, 0, 2))
        .mul(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
        .sum()
        .backward();
    assertThat(Objects.requireNonNull(x.grad()).toFloats()).containsExactly(3, 0, 3, 9, 0, 6);
    x.zeroGrad();
    x.get(at(1), slice(0, 3, 2)).sum().backward();
    assertThat(Objects.requireNonNull(x.grad()).toFloats()).containsExactly(0, 0, 0, 1, 0, 1);
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> X.get(all(), all(), all(), at(0)))
        .hasMessage("get: there are indices for 4 dimensions, but the tensor is [2, 3, 4]");
    assertThatThrownBy(() -> X.get(ellipsis(), ellipsis())).hasMessageContaining("two ellipses");
    assertThatThrownBy(() -> X.get(all(), places(3)))
        .hasMessage("get: index 3 is out of range for dimension 1 of [2, 3, 4]");
    assertThatThrownBy(() -> X.get(at(2)))
        .hasMessage("select: index 2 is out of range for dimension 0 of [2, 3, 4]");
    assertThatThrownBy(() -> X.get(all(), where(MASK)))
        .hasMessage(
            "get: a mask [2, 3] for the dimensions from 1 on of [2, 3, 4]: expected [3, 4]");
    assertThatThrownBy(() -> X.get(places(0, 1), places(0, 1, 2)))
        .hasMessageContaining("[2] and [3]: sizes 2 and 3 do not broadcast");
    assertThatThrownBy(() -> places(Tensor.ones(2)))
        .hasMessage("index: places of F32 [2], expected I64: convert with to(DType.I64)");
    assertThatThrownBy(() -> X.get(slice(0, 2, -1))).hasMessageContaining("the step is -1");
  }
}
