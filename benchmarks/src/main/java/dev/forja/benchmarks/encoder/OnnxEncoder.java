package dev.forja.benchmarks.encoder;

import static dev.forja.benchmarks.peer.OnnxGraph.attribute;

import ai.onnxruntime.OrtException;
import dev.forja.benchmarks.peer.OnnxGraph;
import dev.forja.benchmarks.peer.OnnxRuntime;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * The layer as a graph of the ops that exports of BERT-like models contain: each projection is a
 * product and a sum, and GELU is written with Erf, so that the fusions of ONNX Runtime apply.
 */
public final class OnnxEncoder {
  private final OnnxGraph graph;
  private final EncoderSize size;
  private final TransformerEncoderLayer layer;

  private OnnxEncoder(OnnxGraph graph, EncoderSize size, TransformerEncoderLayer layer) {
    this.graph = graph;
    this.size = size;
    this.layer = layer;
  }

  static OnnxRuntime of(EncoderSize size) throws OrtException {
    byte[] model = model(size, List.of(ForjaEncoder.layer(size)));
    return new OnnxRuntime(Parallel.threads(), model, size.input(), size.shape(), size.shape());
  }

  /** The file of consecutive layers. */
  public static byte[] model(EncoderSize size, List<TransformerEncoderLayer> layers) {
    OnnxGraph graph = new OnnxGraph();
    String x = graph.input("x", size.shape());
    for (TransformerEncoderLayer layer : layers) {
      x = new OnnxEncoder(graph, size, layer).encode(x);
    }
    graph.output(x, size.shape());
    return graph.model();
  }

  private String encode(String x) {
    String attended = norm("norm1", graph.op("Add", attention(x), x));
    return norm("norm2", graph.op("Add", feed(attended), attended));
  }

  private String attention(String x) {
    int width = size.width();
    Tensor weights = weight("self_attn.in_proj_weight");
    Tensor biases = weight("self_attn.in_proj_bias");
    String[] parts = new String[3];
    for (int i = 0; i < parts.length; i++) {
      Tensor weight = weights.slice(0, i * width, (i + 1) * width);
      parts[i] = linear(x, weight, biases.slice(0, i * width, (i + 1) * width));
    }
    int head = width / size.heads();
    String q = heads(parts[0], head, List.of(0L, 2L, 1L, 3L));
    String k = heads(parts[1], head, List.of(0L, 2L, 3L, 1L));
    String v = heads(parts[2], head, List.of(0L, 2L, 1L, 3L));
    String scores = graph.op("Div", graph.op("MatMul", q, k), number(Math.sqrt(head)));
    String shares = graph.op("Softmax", List.of(attribute("axis", -1)), scores);
    String mixed = permute(graph.op("MatMul", shares, v), List.of(0L, 2L, 1L, 3L));
    String joined = graph.op("Reshape", mixed, graph.longs(0, 0, width));
    return linear(joined, weight("self_attn.out_proj.weight"), weight("self_attn.out_proj.bias"));
  }

  private String heads(String x, int head, List<Long> order) {
    return permute(graph.op("Reshape", x, graph.longs(0, 0, size.heads(), head)), order);
  }

  private String permute(String x, List<Long> order) {
    return graph.op("Transpose", List.of(attribute("perm", order)), x);
  }

  private String feed(String x) {
    String inner = linear(x, weight("linear1.weight"), weight("linear1.bias"));
    String erf = graph.op("Erf", graph.op("Div", inner, number(Math.sqrt(2))));
    String gate = graph.op("Mul", inner, graph.op("Add", erf, number(1)));
    String gelu = graph.op("Mul", gate, number(0.5));
    return linear(gelu, weight("linear2.weight"), weight("linear2.bias"));
  }

  private String number(double value) {
    return graph.floats(new float[] {(float) value});
  }

  private String linear(String x, Tensor weight, Tensor bias) {
    Tensor transposed = weight.transpose(0, 1);
    String w = graph.floats(transposed.toFloats(), transposed.shape());
    return graph.op("Add", graph.op("MatMul", x, w), graph.floats(bias.toFloats(), bias.shape()));
  }

  private String norm(String name, String x) {
    Tensor weight = weight(name + ".weight");
    Tensor bias = weight(name + ".bias");
    return graph.op(
        "LayerNormalization",
        List.of(attribute("axis", -1), attribute("epsilon", 1e-5f)),
        x,
        graph.floats(weight.toFloats(), weight.shape()),
        graph.floats(bias.toFloats(), bias.shape()));
  }

  private Tensor weight(String name) {
    return Objects.requireNonNull(layer.namedParameters().get(name), name);
  }
}
