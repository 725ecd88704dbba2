package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All batches, none of which is padded, in one TorchScript method with fused ops: one product for
 * q, k and v, and {@code scaled_dot_product_attention}.
 */
final class TorchScriptBert {
  private static final String EMBED =
      """
      e = torch.add(torch.embedding(w[0], ids), torch.select(w[2], 0, 0))
      p = torch.slice(w[1], 0, 0, LENGTH)
      x = torch.layer_norm(torch.add(e, p), [384], w[3], w[4], 1e-12)
      """;

  private static final String LAYER =
      """
      qkv = torch.view(torch.linear(x, w[0], w[1]), [COUNT, LENGTH, 3, 12, 32])
      parts = torch.permute(qkv, [2, 0, 3, 1, 4])
      q = torch.select(parts, 0, 0)
      k = torch.select(parts, 0, 1)
      v = torch.select(parts, 0, 2)
      mixed = torch.scaled_dot_product_attention(q, k, v)
      joined = torch.reshape(torch.transpose(mixed, 1, 2), [COUNT, LENGTH, 384])
      attended = torch.add(torch.linear(joined, w[2], w[3]), x)
      y = torch.layer_norm(attended, [384], w[4], w[5], 1e-12)
      inner = torch.gelu(torch.linear(y, w[6], w[7]), approximate="none")
      fed = torch.add(torch.linear(inner, w[8], w[9]), y)
      x = torch.layer_norm(fed, [384], w[10], w[11], 1e-12)
      """;

  private static final String POOL =
      """
      s = torch.sum(x, [1])
      RESULT = torch.div(s, torch.norm(s, 2, [1], True))
      """;

  private static final int EMBEDDING_WEIGHTS = 5;
  private static final int LAYER_WEIGHTS = 12;

  private final Map<String, Tensor> state;
  private final List<PaddedBatch> batches;

  private TorchScriptBert(MiniLm model, List<List<int[]>> batches) {
    this.state = model.bert().stateDict();
    this.batches = batches.stream().map(PaddedBatch::of).toList();
    if (this.batches.stream().anyMatch(PaddedBatch::isPadded)) {
      throw new IllegalArgumentException("the method has no masks, so nothing may be padded");
    }
  }

  static Libtorch of(MiniLm model, List<List<int[]>> batches, int threads) throws IOException {
    return new TorchScriptBert(model, batches).build(threads);
  }

  private Libtorch build(int threads) throws IOException {
    List<String> parameters = new ArrayList<>(List.of("self: __torch__.M"));
    StringBuilder body = new StringBuilder();
    for (int b = 0; b < batches.size(); b++) {
      parameters.add("ids" + b + ": Tensor");
      body.append(batch(b));
    }
    parameters.add("w: List[Tensor]");
    String results = "r%d, ".repeat(batches.size()).formatted(numbers());
    String forward =
        "def forward(%s) -> Tuple[%s]:%n"
            .formatted(
                String.join(", ", parameters),
                String.join(", ", Collections.nCopies(batches.size(), "Tensor")));
    Libtorch torch =
        new Libtorch(
            threads, forward + body.toString().indent(2) + "  return (" + results + ")\n", false);
    for (int b = 0; b < batches.size(); b++) {
      PaddedBatch batch = batches.get(b);
      torch.argument("ids" + b, batch.ids(), batch.n(), batch.l());
    }
    weights(torch);
    return torch;
  }

  private Object[] numbers() {
    Object[] numbers = new Object[batches.size()];
    for (int b = 0; b < numbers.length; b++) {
      numbers[b] = b;
    }
    return numbers;
  }

  private String batch(int b) {
    StringBuilder code = new StringBuilder(EMBED.replace("ids", "ids" + b));
    for (int layer = 0; layer < MiniLm.LAYERS; layer++) {
      String shifted = LAYER;
      for (int i = LAYER_WEIGHTS - 1; i >= 0; i--) {
        int place = EMBEDDING_WEIGHTS + LAYER_WEIGHTS * layer + i;
        shifted = shifted.replace("w[" + i + "]", "w{" + place + "]");
      }
      code.append(shifted.replace("w{", "w["));
    }
    code.append(POOL);
    return code.toString()
        .replace("RESULT", "r" + b)
        .replace("COUNT", Integer.toString(batches.get(b).n()))
        .replace("LENGTH", Integer.toString(batches.get(b).l()));
  }

  private void weights(Libtorch torch) {
    for (String table :
        List.of("word_embeddings", "position_embeddings", "token_type_embeddings")) {
      pass(torch, "embeddings." + table + ".weight");
    }
    both(torch, "embeddings.LayerNorm");
    for (int layer = 0; layer < MiniLm.LAYERS; layer++) {
      String path = "encoder.layer." + layer;
      for (String kind : List.of("weight", "bias")) {
        Tensor[] parts = new Tensor[3];
        parts[0] = get(path + ".attention.self.query." + kind);
        parts[1] = get(path + ".attention.self.key." + kind);
        parts[2] = get(path + ".attention.self.value." + kind);
        Tensor joined = Tensor.cat(0, parts);
        torch.argument("w[]", joined.toFloats(), joined.shape());
      }
      both(torch, path + ".attention.output.dense");
      both(torch, path + ".attention.output.LayerNorm");
      both(torch, path + ".intermediate.dense");
      both(torch, path + ".output.dense");
      both(torch, path + ".output.LayerNorm");
    }
  }

  private void both(Libtorch torch, String path) {
    pass(torch, path + ".weight");
    pass(torch, path + ".bias");
  }

  private void pass(Libtorch torch, String name) {
    torch.argument("w[]", get(name).toFloats(), get(name).shape());
  }

  private Tensor get(String name) {
    return Objects.requireNonNull(state.get(name), name);
  }
}
