package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.forja.onnx.exporter.OnnxExport;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exported functions at the edges of float32, run by ONNX Runtime: the values of the call, where a
 * decomposition into ONNX's operators could lose small values, overflow, or make NaN of infinities.
 */
class ExtremeExportsTest {
  private static final float[] EDGES = {
    Float.NaN,
    Float.NEGATIVE_INFINITY,
    Float.POSITIVE_INFINITY,
    0,
    -0f,
    1e-30f,
    -1e-30f,
    1e-10f,
    -1e-10f,
    1e-6f,
    -1e-6f,
    1e-3f,
    -1e-3f,
    0.3f,
    -0.3f,
    0.5f,
    -0.5f,
    0.999f,
    1,
    -1,
    1.5f,
    -1.5f,
    2.5f,
    -2.5f,
    5,
    -5,
    9,
    -9,
    30,
    -30,
    80,
    -80,
    1e10f,
    -1e10f,
    1e30f,
    -1e30f,
    1e38f,
    -1e38f
  };

  /** Operators of ONNX whose values ONNX Runtime rounds to about 1e-7 of one, or of x. */
  private static final Set<String> ROUGH = Set.of("sigmoid", "gelu", "silu", "elu", "tanhshrink");

  /** A function of one number. */
  record One(String name, UnaryOperator<Tensor> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A function of two numbers. */
  record Two(String name, BinaryOperator<Tensor> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<One> functions() {
    return Stream.of(
        new One("neg", Tensor::neg),
        new One("abs", Tensor::abs),
        new One("exp", Tensor::exp),
        new One("log", Tensor::log),
        new One("sqrt", Tensor::sqrt),
        new One("rsqrt", Tensor::rsqrt),
        new One("tanh", Tensor::tanh),
        new One("sigmoid", Tensor::sigmoid),
        new One("erf", Tensor::erf),
        new One("relu", Tensor::relu),
        new One("relu6", Tensor::relu6),
        new One("selu", Tensor::selu),
        new One("gelu", Tensor::gelu),
        new One("silu", Tensor::silu),
        new One("mish", Tensor::mish),
        new One("hardswish", Tensor::hardswish),
        new One("hardsigmoid", Tensor::hardsigmoid),
        new One("softplus", x -> x.softplus(1, 20)),
        new One("elu", x -> x.elu(1)),
        new One("clamp", x -> x.clamp(-1, 2)),
        new One("floor", Tensor::floor),
        new One("ceil", Tensor::ceil),
        new One("round", Tensor::round),
        new One("trunc", Tensor::trunc),
        new One("frac", Tensor::frac),
        new One("sign", Tensor::sign),
        new One("log1p", Tensor::log1p),
        new One("expm1", Tensor::expm1),
        new One("log2", Tensor::log2),
        new One("log10", Tensor::log10),
        new One("exp2", Tensor::exp2),
        new One("atan", Tensor::atan),
        new One("asin", Tensor::asin),
        new One("acos", Tensor::acos),
        new One("sinh", Tensor::sinh),
        new One("cosh", Tensor::cosh),
        new One("asinh", Tensor::asinh),
        new One("acosh", Tensor::acosh),
        new One("atanh", Tensor::atanh),
        new One("erfc", Tensor::erfc),
        new One("square", Tensor::square),
        new One("reciprocal", Tensor::reciprocal),
        new One("logsigmoid", Tensor::logSigmoid),
        new One("softsign", Tensor::softsign),
        new One("tanhshrink", Tensor::tanhshrink));
  }

  static Stream<Two> pairs() {
    return Stream.of(
        new Two("add", Tensor::add),
        new Two("sub", Tensor::sub),
        new Two("mul", Tensor::mul),
        new Two("div", Tensor::div),
        new Two("maximum", Tensor::maximum),
        new Two("minimum", Tensor::minimum),
        new Two("pow", Tensor::pow),
        new Two("fmod", Tensor::fmod),
        new Two("remainder", Tensor::remainder),
        new Two("hypot", Tensor::hypot),
        new Two("logaddexp", Tensor::logaddexp));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionOfOneNumber(One one) throws Exception {
    UnaryOperator<Tensor> f = one.f();
    Tensor x = Tensor.of(EDGES);
    Tensor expected = NoGrad.call(() -> f.apply(x));
    double absolute = ROUGH.contains(one.name()) ? 2e-7 : 1e-37;
    compare(run(Trace.record(() -> f.apply(x)), List.of(x)), expected, absolute, List.of(x));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aFunctionOfTwoNumbers(Two two) throws Exception {
    BinaryOperator<Tensor> f = two.f();
    int n = EDGES.length;
    Tensor a = Tensor.of(EDGES).reshape(n, 1).expand(n, n).contiguous();
    Tensor b = Tensor.of(EDGES).expand(n, n).contiguous();
    Tensor expected = NoGrad.call(() -> f.apply(a, b));
    // log(e^a + e^b) may be much smaller than the terms that it is the sum of.
    double absolute = two.name().equals("logaddexp") ? 1e-6 : 1e-37;
    Tensor found = run(Trace.record(() -> f.apply(a, b)), List.of(a, b));
    compare(found, expected, absolute, List.of(a, b));
  }

  private static Tensor run(Graph graph, List<Tensor> inputs) throws OrtException {
    byte[] bytes = OnnxExport.of(graph).toBytes();
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put("input" + i, inputs.get(i));
    }
    try (OrtRun judge = new OrtRun(bytes, 1)) {
      return judge.run(named).firstEntry().getValue();
    }
  }

  private static void compare(Tensor found, Tensor expected, double absolute, List<Tensor> inputs) {
    float[] ours = expected.toFloats();
    float[] theirs = found.toFloats();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ours.length; i++) {
      if (Float.compare(ours[i] + 0f, theirs[i] + 0f) != 0
          && !(Math.abs(ours[i] - theirs[i]) <= 1e-5 * Math.abs(ours[i]) + absolute)) {
        int at = i;
        wrong.add(
            inputs.stream().map(each -> each.toFloats()[at]).toList()
                + ": "
                + ours[i]
                + " by the call, but "
                + theirs[i]);
      }
    }
    assertThat(wrong).isEmpty();
  }
}
