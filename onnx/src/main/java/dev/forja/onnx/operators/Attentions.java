package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.op.AttentionOp;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Attention, and the rotation of queries and keys by their positions. */
final class Attentions {
  private Attentions() {}

  static void addTo(OperatorTable table) {
    table.add(
        "Attention",
        "is_causal kv_num_heads q_num_heads qk_matmul_output_mode scale softcap softmax_precision",
        Attentions::attention);
    table.add("RotaryEmbedding", "interleaved num_heads rotary_embedding_dim", Attentions::rotary);
  }

  private static Tensor heads(Tensor x, long heads) {
    if (x.rank() == 4) {
      return x;
    }
    if (x.rank() != 3 || heads < 1 || x.size(2) % heads != 0) {
      throw new IllegalArgumentException(
          "an input of shape %s and %d heads: expected [n, l, heads * d] or [n, heads, l, d]"
              .formatted(Arrays.toString(x.shape()), heads));
    }
    int count = (int) heads;
    return x.reshape(x.size(0), x.size(1), count, x.size(2) / count).permute(0, 2, 1, 3);
  }

  private static void attention(Call call) {
    OnnxNode node = call.node();
    boolean flat = call.floats(0).rank() == 3;
    Tensor q = heads(call.floats(0), node.integer("q_num_heads", 0));
    Tensor k = heads(call.floats(1), node.integer("kv_num_heads", 0));
    Tensor v = heads(call.floats(2), node.integer("kv_num_heads", 0));
    int past = call.has(4) ? call.x(4).size(2) : 0;
    if (call.has(4)) {
      k = Tensor.cat(2, call.x(4), k);
      v = Tensor.cat(2, call.x(5), v);
    }
    Tensor presentKey = k;
    Tensor presentValue = v;
    if (k.size(1) < 1 || q.size(1) % k.size(1) != 0) {
      throw new IllegalArgumentException(
          "%d heads of queries for %d heads of keys".formatted(q.size(1), k.size(1)));
    }
    int repeats = q.size(1) / k.size(1);
    if (repeats > 1) {
      k = k.repeatInterleave(repeats, 1);
      v = v.repeatInterleave(repeats, 1);
    }
    double scale = node.has("scale") ? node.number("scale", 1) : 1 / Math.sqrt(q.size(3));
    float softcap = node.number("softcap", 0);
    Tensor bias = bias(call, q, k, past);
    Tensor y;
    if (softcap == 0 && !call.wants(3)) {
      AttentionOp op = new AttentionOp(scale, false);
      y = q.scaledDotProductAttention(k, v, bias, op);
      call.give(joined(y, flat));
      call.give(presentKey);
      call.give(presentValue);
      return;
    }
    Tensor scores = q.matmul(k.transpose(2, 3)).mul(scale);
    Tensor capped = softcap > 0 ? scores.div(Tensor.scalar(softcap)).tanh().mul(softcap) : scores;
    Tensor biased = bias == null ? capped : capped.add(bias);
    Tensor weights = softmax(biased);
    call.give(joined(weights.matmul(v), flat));
    call.give(presentKey);
    call.give(presentValue);
    long output = node.integer("qk_matmul_output_mode", 0);
    call.give(output == 0 ? scores : output == 1 ? capped : output == 2 ? biased : weights);
  }

  private static Tensor joined(Tensor y, boolean flat) {
    return flat
        ? y.permute(0, 2, 1, 3).reshape(y.size(0), y.size(2), y.size(1) * y.size(3))
        : y.contiguous();
  }

  /** A row of which nothing is visible gives zeros. */
  private static Tensor softmax(Tensor scores) {
    Tensor hidden = scores.amax(new int[] {-1}, true).isneginf();
    return scores.maskedFill(hidden, 0).softmax(-1).maskedFill(hidden, 0);
  }

  /** The sum of the masks as numbers to add; null if everything is visible. */
  private static @Nullable Tensor bias(Call call, Tensor q, Tensor k, int past) {
    int rows = q.size(2);
    int columns = k.size(2);
    Tensor mask = call.optional(3);
    Tensor bias = null;
    if (mask != null) {
      bias = mask.dtype() == DType.BOOL ? hidden(mask.logicalNot()) : mask;
      if (bias.size(-1) < columns) {
        bias =
            Slices.constant(
                bias, bias.rank() - 1, 0, columns - bias.size(-1), null, Double.NEGATIVE_INFINITY);
      }
    }
    boolean causal = call.node().flag("is_causal", false);
    Tensor lengths = call.has(6) ? call.x(6).to(DType.I64).reshape(q.size(0), 1, 1, 1) : null;
    Tensor column = Tensor.arange(0L, columns, 1L).reshape(1, columns);
    if (causal) {
      Tensor row = Tensor.arange(0L, rows, 1L).reshape(rows, 1);
      Tensor last =
          lengths == null
              ? row.add(Tensor.scalarLong(past))
              : row.add(lengths.sub(Tensor.scalarLong(rows)));
      bias = sum(bias, hidden(column.gt(last)));
    }
    return lengths == null ? bias : sum(bias, hidden(column.ge(lengths)));
  }

  private static Tensor sum(@Nullable Tensor bias, Tensor more) {
    return bias == null ? more : bias.add(more);
  }

  /** Negative infinity where nothing is visible, zero elsewhere. */
  private static Tensor hidden(Tensor hidden) {
    return Tensor.zeros(hidden.shape()).maskedFill(hidden, Double.NEGATIVE_INFINITY);
  }

  private static void rotary(Call call) {
    OnnxNode node = call.node();
    Tensor given = call.floats(0);
    boolean flat = given.rank() == 3;
    Tensor x = flat ? heads(given, node.integer("num_heads", 0)) : given;
    if (x.rank() != 4) {
      throw new IllegalArgumentException("its input has rank %d".formatted(x.rank()));
    }
    int size = x.size(3);
    int part = node.small("rotary_embedding_dim", 0);
    int rotated = part == 0 ? size : part;
    if (rotated < 2 || rotated % 2 != 0 || rotated > size) {
      throw new IllegalArgumentException(
          "%d of %d places of a head are rotated".formatted(rotated, size));
    }
    Tensor cos = cache(call, 1);
    Tensor sin = cache(call, 2);
    boolean interleaved = node.flag("interleaved", false);
    Tensor turned = x.slice(3, 0, rotated);
    int half = rotated / 2;
    Tensor first = interleaved ? turned.slice(3, 0, rotated, 2) : turned.slice(3, 0, half);
    Tensor second = interleaved ? turned.slice(3, 1, rotated, 2) : turned.slice(3, half, rotated);
    Tensor real = first.mul(cos).sub(second.mul(sin));
    Tensor imaginary = first.mul(sin).add(second.mul(cos));
    Tensor both =
        interleaved
            ? Tensor.stack(4, real, imaginary).reshape(turned.shape())
            : Tensor.cat(3, real, imaginary);
    Tensor y = rotated == size ? both : Tensor.cat(3, both, x.slice(3, rotated, size));
    call.give(flat ? joined(y, true) : y);
  }

  /** The rows of a table for each position, [n, 1, l, d / 2]. */
  private static Tensor cache(Call call, int input) {
    Tensor table = call.floats(input);
    if (!call.has(3)) {
      return table.unsqueeze(1);
    }
    Tensor places = call.x(3).to(DType.I64);
    int[] shape = {places.size(0), places.size(1), table.size(-1)};
    return table.indexSelect(0, places.flatten()).reshape(shape).unsqueeze(1);
  }
}
