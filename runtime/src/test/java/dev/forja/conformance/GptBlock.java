package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.op.AttentionOp;
import dev.forja.tensor.Tensor;

/** One block of {@link Gpt}. */
final class GptBlock {
  final int width;
  private final int heads;
  final LayerNorm ln1;
  final Linear qkv;
  final Linear proj;
  final LayerNorm ln2;
  final Linear fc;
  final Linear out;

  GptBlock(int width, int heads) {
    this.width = width;
    this.heads = heads;
    ln1 = LayerNorm.of(width);
    qkv = Linear.of(width, 3 * width);
    proj = Linear.of(width, width);
    ln2 = LayerNorm.of(width);
    fc = Linear.of(width, 4 * width);
    out = Linear.of(4 * width, width);
  }

  @Forward
  @Shape("n l width")
  Tensor forward(@Shape("n l width") Tensor x) {
    Tensor all = qkv.call(ln1.call(x));
    Tensor mixed =
        part(all, 0)
            .scaledDotProductAttention(
                part(all, 1), part(all, 2), null, new AttentionOp(null, true));
    Tensor y = x.add(proj.call(mixed.transpose(1, 2).reshape(x.shape())));
    return y.add(out.call(fc.call(ln2.call(y)).geluTanh()));
  }

  private Tensor part(Tensor all, int place) {
    int width = all.size(2) / 3;
    return all.slice(2, place * width, (place + 1) * width)
        .reshape(all.size(0), all.size(1), heads, width / heads)
        .transpose(1, 2);
  }
}
