package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.AttentionOp;
import dev.forja.op.LinearOp;
import dev.forja.op.MatmulOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Products of matrices. Any thread may call these methods; see {@link Tensor}. */
public sealed interface LinearAlgebra permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The matrix product, by the rules of {@code torch.matmul}: [.., m, k] x [.., k, n] gives [.., m,
   * n]; vectors are a row on the left and a column on the right.
   */
  @ShapeRule("matmul(this, $0)")
  default Tensor matmul(Tensor other) {
    return Tensor.apply(new MatmulOp(), self(), other);
  }

  /** {@code this W^T + b}: this is [.., in], the weight [out, in], the bias [out] or null. */
  @ShapeRule("linear(this, $0, $1)")
  default Tensor linear(Tensor weight, @Nullable Tensor bias) {
    return bias == null
        ? Tensor.apply(new LinearOp(), self(), weight)
        : Tensor.apply(new LinearOp(), self(), weight, bias);
  }

  /**
   * Attention of this query [.., l, e] over keys [.., s, e] and values [.., s, d], whose leading
   * dimensions broadcast: {@code softmax(q k^T / sqrt(e) + mask) v}. The mask, or null, broadcasts
   * to [.., l, s]: bool (true means visible), or float32, which is added to the scores. A row
   * without visible keys gives zeros.
   */
  @ShapeRule("attention(this, $0, $1, $2)")
  default Tensor scaledDotProductAttention(Tensor key, Tensor value, @Nullable Tensor mask) {
    return scaledDotProductAttention(key, value, mask, new AttentionOp(null, false));
  }

  /** Attention with a given scale, or causal. */
  @ShapeRule("attention(this, $0, $1, $2)")
  default Tensor scaledDotProductAttention(
      Tensor key, Tensor value, @Nullable Tensor mask, AttentionOp options) {
    int[] lead = lead(lead(lead(new int[0], self()), key), value);
    Tensor q = led(self(), lead);
    Tensor k = led(key, lead);
    Tensor v = led(value, lead);
    return mask == null ? Tensor.apply(options, q, k, v) : Tensor.apply(options, q, k, v, mask);
  }

  /**
   * Attention with a given scale, with a causal mask aligned at the top left or the bottom right,
   * or with heads of keys and values that several heads of queries share; see {@link
   * ScaledDotProductOptions}. With shared heads, this query is [.., heads, l, e], the keys [..,
   * groups, s, e] and the values [.., groups, s, d], where the groups divide the heads: query head
   * h sees group {@code h / (heads / groups)}. Nothing is copied for it.
   */
  @ShapeRule("groupedAttention(this, $0, $1, $2)")
  default Tensor scaledDotProductAttention(
      Tensor key, Tensor value, @Nullable Tensor mask, ScaledDotProductOptions options) {
    AttentionOp op = options.op();
    int rank = self().rank();
    if (!options.enableGqa()
        || rank < 3
        || key.rank() != rank
        || value.rank() != rank
        || (key.size(-3) == self().size(-3) && value.size(-3) == self().size(-3))) {
      return scaledDotProductAttention(key, value, mask, op);
    }
    int heads = self().size(-3);
    int groups = key.size(-3);
    if (groups != value.size(-3) || groups == 0 || heads % groups != 0) {
      throw new IllegalArgumentException(
          "scaled_dot_product_attention: %d query heads, %d heads of keys and %d of values: with"
                  .formatted(heads, groups, value.size(-3))
              + " enableGqa, keys and values have equally many, which must divide the queries'");
    }
    Tensor split = self().unflatten(-3, new int[] {groups, heads / groups});
    Tensor by = mask == null || mask.rank() < 3 ? mask : grouped(mask, groups, heads);
    return split
        .scaledDotProductAttention(key.unsqueeze(-3), value.unsqueeze(-3), by, op)
        .flatten(-4, -3);
  }

  /** A mask [.., heads or 1, l, s] as [.., groups or 1, heads of a group or 1, l, s]. */
  private static Tensor grouped(Tensor mask, int groups, int heads) {
    return mask.size(-3) == heads
        ? mask.unflatten(-3, new int[] {groups, heads / groups})
        : mask.unsqueeze(-3);
  }

  /** The shape that the leading dimensions broadcast to; unchanged if they do not broadcast. */
  private static int[] lead(int[] lead, Tensor tensor) {
    int[] own = Arrays.copyOf(tensor.array().shape(), Math.max(0, tensor.rank() - 2));
    return Shapes.broadcasts(lead, own) ? Shapes.broadcast("attention", lead, own) : lead;
  }

  private static Tensor led(Tensor tensor, int[] lead) {
    int rank = tensor.rank();
    int[] shape = tensor.array().shape();
    if (rank < 2
        || Arrays.equals(Arrays.copyOf(shape, rank - 2), lead)
        || !Shapes.broadcasts(lead, Arrays.copyOf(shape, rank - 2))) {
      return tensor;
    }
    int[] whole = Arrays.copyOf(lead, lead.length + 2);
    whole[lead.length] = shape[rank - 2];
    whole[lead.length + 1] = shape[rank - 1];
    return tensor.expand(whole);
  }

  /**
   * {@code x1 W x2 + b} for each output feature: this x1 is [.., i], x2 [.., j], the weight [o, i,
   * j], the bias [o] or null.
   */
  @ShapeRule("broadcast(einsum('...i,oij,...j->...o', (this, $1, $0)), $2)")
  default Tensor bilinear(Tensor other, Tensor weight, @Nullable Tensor bias) {
    Tensor product = Tensor.einsum("...i,oij,...j->...o", self(), weight, other);
    return bias == null ? product : product.add(bias);
  }
}
