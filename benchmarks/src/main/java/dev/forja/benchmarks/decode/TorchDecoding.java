package dev.forja.benchmarks.decode;

import ai.djl.pytorch.engine.PtNDArray;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * libtorch, with fused attention and with keys and values in memory that is allocated once. One
 * call from Java reads the whole prompt, or writes all tokens. When it writes, the queries of a
 * group are the rows of one attention, so that no keys are copied.
 */
final class TorchDecoding implements Contender {
  private static final String HEAD =
      """
      def forward(self: __torch__.M, ids: Tensor, keys: List[Tensor], values: List[Tensor], w: List[Tensor], cos: Tensor, sin: Tensor) -> Tensor:
      """;

  private static final String READ =
      """
        past = 0
        end = PROMPT
        x = torch.embedding(w[0], ids)
        c = torch.slice(cos, 0, past, end)
        s = torch.slice(sin, 0, past, end)
      LAYERS
        last = torch.slice(torch.rms_norm(x, [WIDTH], w[1], EPSILON), 1, BEFORE, PROMPT)
        return torch.linear(last, w[2])
      """;

  private static final String WRITE =
      """
        token = ids
        rows = annotate(List[Tensor], [])
        for i in range(STEPS):
          past = torch.add(PROMPT, i)
          end = torch.add(past, 1)
          x = torch.embedding(w[0], token)
          c = torch.slice(cos, 0, past, end)
          s = torch.slice(sin, 0, past, end)
      LAYERS
          scores = torch.linear(torch.rms_norm(x, [WIDTH], w[1], EPSILON), w[2])
          rows0 = torch.append(rows, scores)
          token = torch.argmax(scores, -1)
        return torch.cat(rows, 1)
      """;

  private static final String LAYER =
      """
      h = torch.rms_norm(x, [WIDTH], W[0], EPSILON)
      q = torch.transpose(torch.view(torch.linear(h, W[1]), [1, LENGTH, HEADS, HEAD]), 1, 2)
      k = torch.transpose(torch.view(torch.linear(h, W[2]), [1, LENGTH, GROUPS, HEAD]), 1, 2)
      v = torch.transpose(torch.view(torch.linear(h, W[3]), [1, LENGTH, GROUPS, HEAD]), 1, 2)
      q1 = torch.slice(q, 3, 0, HALF)
      q2 = torch.slice(q, 3, HALF, HEAD)
      k1 = torch.slice(k, 3, 0, HALF)
      k2 = torch.slice(k, 3, HALF, HEAD)
      q = torch.add(torch.mul(q, c), torch.mul(torch.cat([torch.neg(q2), q1], 3), s))
      k = torch.add(torch.mul(k, c), torch.mul(torch.cat([torch.neg(k2), k1], 3), s))
      a0 = torch.copy_(torch.slice(keys[INDEX], 2, past, end), k)
      a1 = torch.copy_(torch.slice(values[INDEX], 2, past, end), v)
      ATTEND
      x = torch.add(x, torch.linear(mixed, W[4]))
      y = torch.rms_norm(x, [WIDTH], W[5], EPSILON)
      gate = torch.mul(torch.silu(torch.linear(y, W[6])), torch.linear(y, W[7]))
      x = torch.add(x, torch.linear(gate, W[8]))
      """;

  private static final String ATTEND_ALL =
      """
      kk = torch.reshape(torch.expand(torch.unsqueeze(k, 2), [1, GROUPS, SHARE, LENGTH, HEAD]), [1, HEADS, LENGTH, HEAD])
      vv = torch.reshape(torch.expand(torch.unsqueeze(v, 2), [1, GROUPS, SHARE, LENGTH, HEAD]), [1, HEADS, LENGTH, HEAD])
      mixed = torch.scaled_dot_product_attention(q, kk, vv, None, 0., True)
      mixed = torch.reshape(torch.transpose(mixed, 1, 2), [1, LENGTH, WIDTH])
      """;

  private static final String ATTEND_ONE =
      """
      q = torch.view(q, [1, GROUPS, SHARE, HEAD])
      kk = torch.slice(keys[INDEX], 2, 0, end)
      vv = torch.slice(values[INDEX], 2, 0, end)
      mixed = torch.scaled_dot_product_attention(q, kk, vv)
      mixed = torch.view(mixed, [1, 1, WIDTH])
      """;

  private static final int SHARED_WEIGHTS = 3;

  private final Libtorch reader;
  private final @Nullable Libtorch writer;
  private final LlamaSize size;

  TorchDecoding(RandomLlama llama, Task task) throws IOException {
    size = llama.size();
    reader = new Libtorch(Parallel.threads(), script(READ, ATTEND_ALL, task, task.prompt()), false);
    reader.argument("ids", llama.prompt(task.prompt()), 1, task.prompt());
    List<PtNDArray> shared = arguments(llama, task.length());
    if (!task.writes()) {
      writer = null;
      return;
    }
    reader.run();
    int first = llama.best(reader.output(), 0);
    writer = new Libtorch(Parallel.threads(), script(WRITE, ATTEND_ONE, task, 1), false);
    writer.argument("ids", new long[] {first}, 1, 1);
    shared.forEach(writer::argument);
  }

  /** Passes all but the tokens. */
  private List<PtNDArray> arguments(RandomLlama llama, int length) {
    List<PtNDArray> passed = new ArrayList<>();
    int[] room = {1, size.groups(), length, size.head()};
    for (String name : List.of("keys[]", "values[]")) {
      for (int layer = 0; layer < size.layers(); layer++) {
        passed.add(reader.argument(name, new float[length * size.groups() * size.head()], room));
      }
    }
    for (String name : List.of("model.embed_tokens", "model.norm", "lm_head")) {
      passed.add(weight(llama.weight(name)));
    }
    for (int layer = 0; layer < size.layers(); layer++) {
      for (String name : RandomLlama.LAYER) {
        passed.add(weight(llama.weight(layer, name)));
      }
    }
    float[] cos = new float[length * size.head()];
    float[] sin = new float[cos.length];
    int half = size.head() / 2;
    for (int i = 0; i < cos.length; i++) {
      double speed = Math.pow(LlamaSize.THETA, -(double) (i % half) / half);
      int place = i / size.head();
      double angle = place * speed;
      cos[i] = (float) Math.cos(angle);
      sin[i] = (float) Math.sin(angle);
    }
    passed.add(reader.argument("cos", cos, length, size.head()));
    passed.add(reader.argument("sin", sin, length, size.head()));
    return passed;
  }

  private PtNDArray weight(Tensor weight) {
    return reader.argument("w[]", weight.toFloats(), weight.shape());
  }

  private String script(String body, String attend, Task task, int length) {
    StringBuilder layers = new StringBuilder();
    for (int layer = 0; layer < size.layers(); layer++) {
      String code = LAYER.replace("ATTEND\n", attend).replace("INDEX", Integer.toString(layer));
      for (int i = 0; i < RandomLlama.LAYER.size(); i++) {
        int place = SHARED_WEIGHTS + RandomLlama.LAYER.size() * layer + i;
        code = code.replace("W[" + i + "]", "w[" + place + "]");
      }
      layers.append(code);
    }
    String within = layers.toString().indent(task.writes() && length == 1 ? 4 : 2);
    return (HEAD + body.replace("LAYERS\n", within))
        .replace("WIDTH", Integer.toString(size.width()))
        .replace("EPSILON", "1e-05")
        .replace("LENGTH", Integer.toString(length))
        .replace("BEFORE", Integer.toString(task.prompt() - 1))
        .replace("PROMPT", Integer.toString(task.prompt()))
        .replace("STEPS", Integer.toString(task.steps()))
        .replace("HEADS", Integer.toString(size.heads()))
        .replace("HEAD", Integer.toString(size.head()))
        .replace("HALF", Integer.toString(size.head() / 2))
        .replace("GROUPS", Integer.toString(size.groups()))
        .replace("SHARE", Integer.toString(size.heads() / size.groups()));
  }

  @Override
  public void run() {
    (writer == null ? reader : writer).run();
  }

  @Override
  public float[] output() {
    return (writer == null ? reader : writer).output();
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
    reader.close();
  }
}
