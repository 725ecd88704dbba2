package dev.forja.benchmarks.encoder;

import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.Parameter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The layer in TorchScript with fused ops: one product for q, k and v, and {@code
 * scaled_dot_product_attention}. PyTorch's own fast path, {@code _transformer_encoder_layer_fwd},
 * was measured to be 0 to 3 % slower than this.
 */
final class TorchEncoder {
  private static final List<String> WEIGHTS =
      List.of(
          "self_attn.in_proj_weight",
          "self_attn.in_proj_bias",
          "self_attn.out_proj.weight",
          "self_attn.out_proj.bias",
          "linear1.weight",
          "linear1.bias",
          "linear2.weight",
          "linear2.bias",
          "norm1.weight",
          "norm1.bias",
          "norm2.weight",
          "norm2.bias");

  private static final String FORWARD =
      """
      def forward(self: __torch__.M, x: Tensor, w: List[Tensor]) -> Tensor:
        n = torch.size(x, 0)
        l = torch.size(x, 1)
        qkv = torch.view(torch.linear(x, w[0], w[1]), [n, l, 3, HEADS, HEAD])
        parts = torch.permute(qkv, [2, 0, 3, 1, 4])
        q = torch.select(parts, 0, 0)
        k = torch.select(parts, 0, 1)
        v = torch.select(parts, 0, 2)
        mixed = torch.scaled_dot_product_attention(q, k, v)
        joined = torch.reshape(torch.transpose(mixed, 1, 2), [n, l, WIDTH])
        attended = torch.add(x, torch.linear(joined, w[2], w[3]))
        y = torch.layer_norm(attended, [WIDTH], w[8], w[9], 1e-05)
        inner = torch.gelu(torch.linear(y, w[4], w[5]), approximate="none")
        fed = torch.add(y, torch.linear(inner, w[6], w[7]))
        return torch.layer_norm(fed, [WIDTH], w[10], w[11], 1e-05)
      """;

  private TorchEncoder() {}

  static Libtorch of(EncoderSize size) throws IOException {
    String forward =
        FORWARD
            .replace("HEADS", Integer.toString(size.heads()))
            .replace("HEAD", Integer.toString(size.width() / size.heads()))
            .replace("WIDTH", Integer.toString(size.width()));
    Libtorch torch = new Libtorch(Parallel.threads(), forward, false);
    TransformerEncoderLayer layer = ForjaEncoder.layer(size);
    torch.argument("x", size.input(), size.shape());
    for (String name : WEIGHTS) {
      Parameter weight = Objects.requireNonNull(layer.namedParameters().get(name), name);
      torch.argument("w[]", weight.toFloats(), weight.shape());
    }
    return torch;
  }
}
