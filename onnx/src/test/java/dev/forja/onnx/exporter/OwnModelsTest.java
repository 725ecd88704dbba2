package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.array.DType;
import dev.forja.nn.AttentionCall;
import dev.forja.nn.Linear;
import dev.forja.nn.MultiheadAttention;
import dev.forja.nn.ReLU;
import dev.forja.nn.Residual;
import dev.forja.nn.Sequential;
import dev.forja.op.Rounding;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Dim;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Calls that resemble no conformance case, run by ONNX Runtime. */
class OwnModelsTest {
  private final Tensor x = Tensor.randn(3, 4);
  private final Tensor y = Tensor.randn(3, 4);
  private final Tensor n = Tensor.of(new long[] {7, -7, 3, 0, 5, -2}, 2, 3);
  private final Tensor k = Tensor.of(new long[] {2, 2, -2, 3, 5, 1}, 2, 3);
  private final Tensor b = n.gt(1);

  private Graph trace(Supplier<?> body) {
    SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("x", x);
    inputs.put("y", y);
    inputs.put("n", n);
    inputs.put("k", k);
    inputs.put("b", b);
    return NoGrad.call(() -> Trace.record(inputs, body::get));
  }

  /** All outputs must have the same types, shapes and values as those of a replay. */
  private OnnxExport assertSame(Supplier<?> body) throws Exception {
    Graph graph = trace(body);
    OnnxExport export = OnnxExport.of(graph);
    List<Tensor> here = graph.run(x, y, n, k, b);
    try (Engine engine = new Engine(export.toBytes())) {
      List<Tensor> there = engine.run(Map.of("x", x, "y", y, "n", n, "k", k, "b", b));
      assertThat(there).hasSameSizeAs(here);
      for (int i = 0; i < here.size(); i++) {
        assertThat(there.get(i).dtype()).isEqualTo(here.get(i).dtype());
        assertThat(there.get(i).shape()).containsExactly(here.get(i).shape());
        assertThat(there.get(i).to(DType.F32).toFloats())
            .containsExactly(here.get(i).to(DType.F32).toFloats(), within(1e-5f));
      }
    }
    return export;
  }

  @TestFactory
  Stream<DynamicTest> calls() {
    Map<String, Supplier<?>> calls = new LinkedHashMap<>();
    calls.put("a number", () -> x.mul(y).sum());
    calls.put("several", () -> List.of(x.exp(), x.sum(0), y.max(1).values(), y.max(1).indices()));
    calls.put("one thing twice", () -> List.of(x, x.exp(), x, x.t()));
    calls.put("integers", () -> List.of(n.add(k).mul(3), n.sub(1), n.neg(), n.abs()));
    calls.put("sums of integers", () -> List.of(n.sum(), n.sum(1), n.amax(0), n.cumsum(1)));
    calls.put("the larger of integers", () -> List.of(n.maximum(k), n.minimum(k)));
    calls.put("clamped integers", () -> List.of(n.clamp(-1, 3), n.clampMin(0)));
    calls.put("quotients of integers", () -> List.of(n.div(k), n.div(2)));
    calls.put("whole quotients", () -> n.div(k, Rounding.TRUNC));
    calls.put("whole quotients of floats", () -> x.div(y, Rounding.FLOOR));
    calls.put("comparisons", () -> List.of(n.gt(k), n.eq(k), x.le(y), x.ne(0), n.ge(2)));
    calls.put("comparisons of truths", () -> List.of(b.logicalNot(), b.eq(n.gt(4))));
    calls.put("sums of truths", () -> List.of(b.sum(), b.sum(1)));
    calls.put("choices", () -> List.of(Tensor.where(x.gt(0), x, y), Tensor.where(b, n, k)));
    calls.put("filled", () -> List.of(x.maskedFill(x.lt(0), 9), n.maskedFill(b, 9)));
    calls.put("filled truths", () -> b.maskedFill(n.eq(3), 1));
    calls.put("chosen truths", () -> Tensor.where(n.gt(k), b, n.eq(3)));
    calls.put("types", () -> List.of(n.to(DType.F32), x.to(DType.I64), b.to(DType.I64)));
    calls.put("gathered", () -> List.of(n.gather(1, k.clamp(0, 2)), b.gather(1, k.clamp(0, 2))));
    calls.put("one-hot", () -> n.clamp(0, 4).oneHot(5));
    calls.put("powers", () -> List.of(n.to(DType.F32).pow(2), x.abs().pow(y)));
    calls.put("sorted", () -> List.of(x.sort(1, false).values(), x.sort(1, true).indices()));
    Tensor volume = x.flatten().slice(0, 0, 1).reshape(1, 1, 1, 1, 1);
    Tensor volumes = Tensor.arange(2 * 2 * 4 * 3 * 4).mul(0.01).sin().reshape(2, 2, 4, 3, 4);
    calls.put("volumes", () -> convolved(volumes.add(volume.mul(0))));
    calls.put("pooled volumes", () -> pooled(volumes.add(volume.mul(0))));
    return calls.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> assertSame(each.getValue())));
  }

  private static List<Tensor> convolved(Tensor x) {
    Tensor weight = Tensor.arange(3 * 2 * 2 * 3 * 2).mul(0.1).cos().reshape(3, 2, 2, 3, 2);
    Tensor back = Tensor.arange(2 * 3 * 2 * 2 * 3).mul(0.1).cos().reshape(2, 3, 2, 2, 3);
    return List.of(
        x.conv3d(weight, null, ConvOptions.defaults().withPadding(1).withStride(2)),
        x.convTranspose3d(back, null, ConvTransposeOptions.defaults().withPadding(1).withStride(2)),
        x.select(2, 0).unfold(Size3d.of(2), ConvOptions.defaults().withPadding(1)));
  }

  private static List<Tensor> pooled(Tensor x) {
    PoolOptions windows = PoolOptions.of(2).withStride(1).withPadding(1);
    return List.of(
        x.maxPool3d(windows),
        x.select(0, 0).maxPool3d(windows),
        x.avgPool3d(windows),
        x.adaptiveMaxPool3d(1, 1, 1).values(),
        x.adaptiveMaxPool3d(2, 3, 2).values(),
        x.adaptiveAvgPool3d(2, 1, 2));
  }

  @Test
  void opsOfHooksAreExportedUnderTheirModule() throws Exception {
    Sequential model = Sequential.of(Linear.of(4, 4), ReLU.of());
    Linear first = model.module("0", Linear.class);
    first.registerForwardPreHook((self, args) -> args.withInput(args.input().mul(2)));
    first.registerForwardHook((self, args, result) -> result.add(1));
    OnnxExport export = assertSame(() -> model.call(x));
    assertThat(export.proto().getGraph().getNodeList())
        .extracting(NodeProto::getName)
        .containsSubsequence("/0/Mul", "/0/MatMul", "/0/Add", "/0/Add_1", "/1/Relu");
  }

  @Test
  void aSharedModuleIsExportedUnderEachPathAndItsWeightsOnce() throws Exception {
    Linear shared = Linear.of(4, 4);
    Sequential model = Sequential.of(shared, Residual.of(Sequential.of(ReLU.of(), shared)));
    OnnxExport export = assertSame(() -> model.call(x));
    assertThat(export.proto().getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .containsExactly("0.weight", "0.bias");
    assertThat(export.proto().getGraph().getNodeList())
        .extracting(NodeProto::getName)
        .contains("/0/MatMul")
        .anyMatch(name -> name.startsWith("/1/") && name.endsWith("/1/MatMul"));
    assertThat(export.proto().getOpsetImport(0).getVersion()).isGreaterThanOrEqualTo(17);
  }

  @Test
  void attentionRunsOnAnyBatchAndLength() throws Exception {
    MultiheadAttention attention = MultiheadAttention.of(8, 2);
    attention.eval();
    Graph graph =
        Trace.dynamic(
            inputs -> attend(attention, inputs.getFirst()),
            sizes -> List.of(Tensor.randn(sizes[0], sizes[1], 8)),
            Dim.of("length", 1, 24),
            Dim.of("batch", 1, 8));
    OnnxExport export = OnnxExport.of(graph);
    Tensor q = Tensor.randn(11, 4, 8);
    float[] here = graph.run(q).getFirst().toFloats();
    try (Engine engine = new Engine(export.toBytes())) {
      float[] there = engine.run(Map.of("input0", q)).getFirst().toFloats();
      assertThat(there).containsExactly(here, within(1e-5f));
    }
  }

  private static Tensor attend(MultiheadAttention attention, Tensor q) {
    return attention.call(q, q, q, null, null, AttentionCall.defaults()).output();
  }

  @Test
  void numbersDrawnInTheCallAreRefusedWithTheirPlace() {
    Linear noisy = Linear.of(4, 4);
    noisy.registerForwardHook((self, args, result) -> result.add(Tensor.randn(3, 4)));
    Graph graph = trace(() -> noisy.call(x));
    assertThatThrownBy(() -> OnnxExport.of(graph))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("Linear.call: random numbers are drawn");
  }
}
