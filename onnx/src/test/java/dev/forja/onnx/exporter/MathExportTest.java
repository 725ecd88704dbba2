package dev.forja.onnx.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.nn.Sequential;
import dev.forja.op.ScatterKind;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mathematical functions and scattering, exported and run by ONNX Runtime. */
class MathExportTest {
  private static final Tensor X = Tensor.linspace(-0.9, 0.8, 12).reshape(3, 4);
  private static final Tensor INDEX = Tensor.of(new long[] {2, 0, 1, 1, 1, 2, 0, 0}, 2, 4);

  private final List<DynamicTest> tests = new ArrayList<>();

  private void row(String name, UnaryOperator<Tensor> model) {
    tests.add(DynamicTest.dynamicTest(name, () -> same(model)));
  }

  private static Graph trace(UnaryOperator<Tensor> model) {
    Sequential module = Sequential.of(model::apply);
    return NoGrad.call(() -> Trace.record(() -> module.call(X)));
  }

  private static void same(UnaryOperator<Tensor> model) throws Exception {
    OnnxExport export = OnnxExport.of(trace(model));
    String input = export.proto().getGraph().getInput(0).getName();
    try (Engine engine = new Engine(export.toBytes(), false)) {
      float[] found = engine.run(Map.of(input, X)).getFirst().toFloats();
      float[] expected = model.apply(X).toFloats();
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f * (1 + Math.abs(expected[i]))));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> functionsGiveTheSameInTheEngine() {
    Tensor other = Tensor.linspace(0.3, 1.4, 4);
    row("floor", x -> x.mul(5).floor());
    row("ceil", x -> x.mul(5).ceil());
    row("round", x -> x.mul(5).round());
    row("trunc", x -> x.mul(5).trunc());
    row("frac", x -> x.mul(5).frac());
    row("sign", Tensor::sign);
    row("log1p", Tensor::log1p);
    row("expm1", Tensor::expm1);
    row("log2", x -> x.abs().log2());
    row("log10", x -> x.abs().log10());
    row("exp2", Tensor::exp2);
    row("tan", Tensor::tan);
    row("asin", Tensor::asin);
    row("acos", Tensor::acos);
    row("atan", Tensor::atan);
    row("sinh", Tensor::sinh);
    row("cosh", Tensor::cosh);
    row("asinh", Tensor::asinh);
    row("acosh", x -> x.add(2).acosh());
    row("atanh", Tensor::atanh);
    row("erfc", Tensor::erfc);
    row("logit", x -> x.abs().logit());
    row("fmod", x -> x.fmod(other));
    row("remainder", x -> x.remainder(other));
    row("hypot", x -> x.hypot(other));
    row("logaddexp", x -> x.logaddexp(other));
    row("bits", x -> x.gt(0).logicalXor(x.gt(0.5)).logicalOr(x.lt(-0.5)).to(DType.F32));
    row("rests", x -> x.mul(9).to(DType.I64).remainder(4).to(DType.F32));
    row("zerosLike", x -> x.add(x.onesLike()));
    row("scatter", x -> x.scatter(0, INDEX, Tensor.ones(2, 4)));
    row("scatterValue", x -> x.scatter(0, INDEX, 2.5));
    row("det", x -> x.matmul(x.transpose(0, 1)).add(Tensor.eye(3)).det());
    row("product", x -> x.scatterReduce(0, INDEX, x.narrow(0, 0, 2), ScatterKind.PROD, true));
    return tests.stream();
  }

  @Test
  void functionsThatOnnxLacksAreRefusedWithTheReason() {
    assertThatThrownBy(() -> OnnxExport.of(trace(Tensor::lgamma)))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("lgamma", "no such function");
    assertThatThrownBy(() -> OnnxExport.of(trace(Tensor::rfft)))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("rfft", "opset 17");
    assertThatThrownBy(() -> OnnxExport.of(trace(x -> x.qr().r())))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll("qr", "determinant only");
  }
}
