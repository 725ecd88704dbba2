package dev.forja.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import dev.forja.op.EmbeddingOp;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static Tensor matrix() {
    return Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
  }

  @Test
  void shapeIsACopyAndSizesCountFromTheEndToo() {
    Tensor x = matrix();
    x.shape()[0] = 9;
    assertThat(x.shape()).containsExactly(2, 3);
    assertThat(x.rank()).isEqualTo(2);
    assertThat(x.size(-1)).isEqualTo(3);
    assertThat(x.count()).isEqualTo(6);
    assertThatThrownBy(() -> x.size(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void dataGoesInAndOutAsCopies() {
    float[] data = {1, 2};
    Tensor x = Tensor.vector(data);
    data[0] = 9;
    x.toFloats()[1] = 9;
    assertThat(x.toFloats()).containsExactly(1, 2);
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .hasMessage("3 elements do not fill shape [2, 2]");
  }

  @Test
  void factories() {
    assertThat(Tensor.full(new int[] {2, 1}, 2.5).toFloats()).containsExactly(2.5f, 2.5f);
    assertThat(Tensor.ones(2).toFloats()).containsExactly(1, 1);
    assertThat(Tensor.zeros(0, 3).count()).isZero();
    assertThat(Tensor.scalar(4).rank()).isZero();
    assertThat(Tensor.arange(3).toLongs()).containsExactly(0, 1, 2);
    assertThat(Tensor.of(new int[] {1, 2}, 2).dtype()).isEqualTo(DType.I32);
    assertThat(Tensor.of(new boolean[] {true, false}, 2).toBooleans()).containsExactly(true, false);
  }

  @Test
  void itemIsForOneElement() {
    assertThat(Tensor.full(new int[] {1, 1}, 3).item()).isEqualTo(3);
    assertThat(Tensor.ofLongs(1L << 40).itemLong()).isEqualTo(1L << 40);
    assertThatThrownBy(() -> matrix().item()).hasMessage("item: [2, 3] has 6 elements, not one");
  }

  @Test
  void viewsShareStorage() {
    Tensor x = matrix();
    Tensor[] views = {
      x.reshape(3, 2),
      x.flatten(),
      x.transpose(0, 1),
      x.t(),
      x.permute(1, 0),
      x.slice(1, 1, 3),
      x.narrow(1, -2, 2),
      x.select(0, -1),
      x.get(0),
      x.unsqueeze(1),
      x.unsqueeze(0).squeeze(0),
      x.unsqueeze(0).expand(4, -1, -1),
      x.detach(),
      x.contiguous(),
    };
    for (Tensor view : views) {
      assertThat(view.array().storage()).isSameAs(x.array().storage());
    }
    assertThat(x.t().reshape(6).array().storage()).isNotSameAs(x.array().storage());
    assertThat(x.t().contiguous().isContiguous()).isTrue();
    assertThatThrownBy(() -> x.t().view(6)).hasMessageContaining("use reshape, which copies");
  }

  @Test
  void partsByPlace() {
    Tensor x = matrix();
    assertThat(x.t().toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(x.slice(1, 0, 100, 2).toFloats()).containsExactly(1, 3, 4, 6);
    assertThat(x.slice(1, -2, -1).toFloats()).containsExactly(2, 5);
    assertThat(x.slice(0, 2, 1).shape()).containsExactly(0, 3);
    assertThat(x.select(1, -1).toFloats()).containsExactly(3, 6);
    assertThat(x.indexSelect(1, Tensor.ofLongs(2, 0)).toFloats()).containsExactly(3, 1, 6, 4);
    assertThat(x.gather(1, Tensor.of(new long[] {2, 0}, 2, 1)).toFloats()).containsExactly(3, 4);
    assertThat(x.embedding(Tensor.ofLongs(1)).toFloats()).containsExactly(4, 5, 6);
    assertThatThrownBy(() -> x.narrow(1, 2, 2))
        .hasMessage("narrow: 2 places from 2 on are out of range for dimension 1 of [2, 3]");
    assertThatThrownBy(() -> x.get(2))
        .hasMessage("select: index 2 is out of range for dimension 0 of [2, 3]");
  }

  @Test
  void joins() {
    Tensor x = Tensor.vector(1, 2);
    Tensor y = Tensor.vector(3, 4);
    assertThat(Tensor.cat(0, x, y).toFloats()).containsExactly(1, 2, 3, 4);
    assertThat(Tensor.stack(1, x, y).toFloats()).containsExactly(1, 3, 2, 4);
    assertThat(Tensor.where(x.gt(1), x, y).toFloats()).containsExactly(3, 2);
    assertThat(x.maskedFill(x.lt(2), Double.NEGATIVE_INFINITY).toFloats())
        .containsExactly(Float.NEGATIVE_INFINITY, 2);
  }

  @Test
  void flattenTakesARangeOfDimensions() {
    Tensor x = Tensor.zeros(2, 3, 4, 5);
    assertThat(x.flatten(1).shape()).containsExactly(2, 60);
    assertThat(x.flatten(1, 2).shape()).containsExactly(2, 12, 5);
    assertThat(x.flatten(-2).shape()).containsExactly(2, 3, 20);
    assertThat(Tensor.scalar(1).flatten().shape()).containsExactly(1);
    assertThatThrownBy(() -> x.flatten(2, 1)).hasMessageContaining("dimension 2 comes after 1");
  }

  @Test
  void reductions() {
    Tensor x = matrix();
    assertThat(x.sum().item()).isEqualTo(21);
    assertThat(x.sum(0).toFloats()).containsExactly(5, 7, 9);
    assertThat(x.sum(new int[] {1}, true).shape()).containsExactly(2, 1);
    assertThat(x.mean(-1).toFloats()).containsExactly(2, 5);
    assertThat(x.max().item()).isEqualTo(6);
    assertThat(x.amin(1).toFloats()).containsExactly(1, 4);
    assertThat(x.max(0).indices().toLongs()).containsExactly(1, 1, 1);
    assertThat(x.min(1, true).values().shape()).containsExactly(2, 1);
    assertThat(x.argmax().itemLong()).isEqualTo(5);
    assertThat(x.argmin(1).toLongs()).containsExactly(0, 0);
    assertThat(x.gt(2).sum().itemLong()).isEqualTo(4);
    assertThat(Tensor.zeros(0).sum().item()).isZero();
    assertThat(Tensor.zeros(0).mean().item()).isNaN();
  }

  @Test
  void notANumberBeatsAllAndTheFirstOfEqualsWins() {
    Tensor x = Tensor.vector(1, Float.NaN, 2, Float.NaN);
    assertThat(x.max().item()).isNaN();
    assertThat(x.min().item()).isNaN();
    assertThat(x.max(0).indices().itemLong()).isEqualTo(1);
    assertThat(Tensor.vector(3, 1, 3).argmax().itemLong()).isZero();
    assertThat(Tensor.vector(Float.NaN).maximum(Tensor.vector(1)).item()).isNaN();
    assertThat(Tensor.vector(Float.NaN).relu().item()).isNaN();
    assertThat(Tensor.vector(Float.NaN).eq(Float.NaN).toBooleans()).containsExactly(false);
  }

  @Test
  void gradientsAtKinksAreThoseOfPyTorch() {
    Tensor x = Tensor.vector(1, 3, 3).requiresGrad(true);
    assertThat(gradient(x, x.max())).containsExactly(0, 0.5f, 0.5f);
    assertThat(gradient(x, x.maximum(Tensor.vector(2, 3, 1)).sum())).containsExactly(0, 0.5f, 1);
    assertThat(gradient(x, x.clamp(1, 2).sum())).containsExactly(1, 0, 0);
    assertThat(gradient(x, x.sub(1).relu().sum())).containsExactly(0, 1, 1);
    assertThat(gradient(x, x.sub(3).abs().sum())).containsExactly(-1, 0, 0);
    assertThat(gradient(x, x.pow(0).sum())).containsExactly(0, 0, 0);
  }

  private static float[] gradient(Tensor leaf, Tensor loss) {
    leaf.zeroGrad();
    loss.backward();
    return Objects.requireNonNull(leaf.grad()).toFloats();
  }

  @Test
  void thePaddingRowOfATableGetsNoGradient() {
    Tensor table = Tensor.zeros(3, 2).requiresGrad(true);
    Tensor rows = Tensor.apply(new EmbeddingOp(1), table, Tensor.ofLongs(0, 1, 2, 2));
    assertThat(gradient(table, rows.sum())).containsExactly(1, 1, 0, 0, 2, 2);
  }

  @Test
  void theWiderTypeWins() {
    Tensor whole = Tensor.ofLongs(7, 8);
    assertThat(whole.add(1).dtype()).isEqualTo(DType.I64);
    assertThat(whole.add(1.5).toFloats()).containsExactly(8.5f, 9.5f);
    assertThat(whole.rsub(10).toLongs()).containsExactly(3, 2);
    assertThat(whole.div(2).toFloats()).containsExactly(3.5f, 4);
    assertThat(whole.neg().toLongs()).containsExactly(-7, -8);
    assertThat(whole.mul(Tensor.vector(0.5f)).toFloats()).containsExactly(3.5f, 4);
    assertThat(whole.eq(8).mul(Tensor.vector(3)).toFloats()).containsExactly(0, 3);
    assertThat(whole.minimum(Tensor.ofLongs(7)).toLongs()).containsExactly(7, 7);
    assertThat(whole.le(7.5).toBooleans()).containsExactly(true, false);
    assertThat(Tensor.ofLongs((1L << 53) + 1).ne(1L << 53).toBooleans()).containsExactly(true);
  }

  @Test
  void conversionsAreThoseOfPyTorch() {
    assertThat(Tensor.vector(-1.7f, 2.9f).to(DType.I64).toLongs()).containsExactly(-1, 2);
    assertThat(Tensor.ofLongs(300, -1).to(DType.U8).toLongs()).containsExactly(44, 255);
    assertThat(Tensor.ofLongs(200).to(DType.I8).toLongs()).containsExactly(-56);
    assertThat(Tensor.vector(0x1.01p0f, 0x1.03p0f, Float.NaN).to(DType.BF16).toFloats())
        .containsExactly(1, 0x1.04p0f, Float.NaN);
    assertThat(Tensor.vector(65504, 1e9f).to(DType.F16).toFloats())
        .containsExactly(65504, Float.POSITIVE_INFINITY);
    assertThat(Tensor.vector(0, 0.5f).to(DType.BOOL).toBooleans()).containsExactly(false, true);
    Tensor x = matrix();
    assertThat(x.to(DType.F32)).isSameAs(x);
  }

  @Test
  void dropoutKeepsTheMeanAndRepeatsWithItsState() {
    Tensor x = Tensor.ones(10_000);
    Tensor dropped = x.dropout(0.25, new Philox(1));
    long zeros = dropped.eq(0).sum().itemLong();
    // The standard deviation of the count is sqrt(10000 * 0.25 * 0.75) = 43.
    assertThat(zeros).isBetween(2500L - 5 * 43, 2500L + 5 * 43);
    assertThat(dropped.max().item()).isEqualTo(1 / 0.75f);
    assertThat(x.dropout(0.25, new Philox(1)).toFloats()).containsExactly(dropped.toFloats());
    assertThat(x.dropout(0, new Philox(1)).toFloats()).containsExactly(x.toFloats());
    assertThat(x.dropout(0.25, new Random(1)).eq(0).sum().itemLong()).isPositive();
  }
}
