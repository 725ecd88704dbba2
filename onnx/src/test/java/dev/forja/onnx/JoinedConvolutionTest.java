package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.forja.HookHandle;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A run of which nobody sees the inside computes convolutions together with what follows them, with
 * the bits of the nodes.
 */
class JoinedConvolutionTest {
  private static final OnnxOptions PLAIN =
      OnnxOptions.defaults().withFolding(false).withRecognition(false);

  private static Drawn image(String sizes, String nodes) {
    return Drawn.graph()
        .input("x", sizes)
        .weight("w", 6, 3, 3, 3)
        .weight("v", 6, 6, 1, 1)
        .weight("line", 6, 3, 3)
        .weight("b", 6)
        .weight("m", 6)
        .weight("scale", 1, 6, 1, 1)
        .nodes(nodes)
        .output("y");
  }

  /** The operators of a run that nobody watches, in order. */
  private static List<String> joined(Drawn drawn) throws Exception {
    ModelProto model = ModelProto.parseFrom(drawn.bytes(13));
    List<String> inputs = model.getGraph().getInputList().stream().map(i -> i.getName()).toList();
    assertThat(inputs).containsExactly("x");
    Program program =
        new GraphCompiler("drawn.onnx", 13, null, null, OnnxOptions.defaults())
            .compile(model.getGraph(), model.getGraph().getInputList());
    return program.joined().stream().map(item -> ((Step) item).node().op()).toList();
  }

  private static void agree(Drawn drawn, int... shape) throws Exception {
    Map<String, Tensor> given =
        Randoms.callWith(new Philox(3), () -> Map.of("x", Tensor.randn(shape)));
    OnnxGraph plain = drawn.load(PLAIN);
    OnnxGraph unseen = drawn.load(OnnxOptions.defaults());
    Tensor wanted = NoGrad.call(() -> plain.call(given)).firstEntry().getValue();
    same(NoGrad.call(() -> unseen.call(given)).firstEntry().getValue(), wanted);
    unseen.requiresGrad(true);
    same(unseen.call(given).firstEntry().getValue(), wanted);
    try (HookHandle _ = unseen.callHooks().observeForward((_, _, _) -> {})) {
      same(NoGrad.call(() -> unseen.call(given)).firstEntry().getValue(), wanted);
    }
  }

  private static void same(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] a = actual.toFloats();
    float[] e = expected.toFloats();
    for (int i = 0; i < a.length; i++) {
      assertThat(Float.floatToRawIntBits(a[i])).isEqualTo(Float.floatToRawIntBits(e[i]));
    }
  }

  private static void joins(List<String> operators, String nodes) throws Exception {
    assertThat(joined(image("n 3 5 7", nodes))).isEqualTo(operators);
    agree(image("n 3 5 7", nodes), 2, 3, 5, 7);
  }

  @Test
  void whatFollowsIsJoinedAcrossScopes() throws Exception {
    joins(
        List.of("Mul", "forja.Convolution"),
        """
        q = Mul(m, m)
        c = /one/Conv(x, w, b) pads=1,1,1,1
        n = /one/BatchNormalization(c, b, m, b, q)
        s = /add/Add(0.5, n)
        a = /act/HardSwish(s)
        p = /two/Mul(scale, a)
        y = /out/Relu(p)
        """);
  }

  @Test
  void ofASumOfTwoConvolutionsOneIsJoined() throws Exception {
    joins(
        List.of("forja.Convolution", "Conv", "forja.Convolution"),
        """
        c = Conv(x, w, b) pads=1,1,1,1
        r = Relu(c)
        d = Conv(r, v)
        e = Conv(r, v, b)
        s = Add(d, e)
        g = Sigmoid(s)
        y = Mul(g, r)
        """);
  }

  @Test
  void whatIsReadElsewhereOrWidensIsNot() throws Exception {
    // A value that is read twice.
    joins(
        List.of("Conv", "Relu", "Mul"),
        """
        c = Conv(x, w)
        r = Relu(c)
        y = Mul(c, r)
        """);
    // The batch of one is widened by the sum: the nodes run one after the other.
    Drawn wide = image("n 3 5 7", "c = Conv(x, w)\n y = Add(c, wide)").weight("wide", 2, 6, 3, 5);
    assertThat(joined(wide)).containsExactly("forja.Convolution");
    agree(wide, 1, 3, 5, 7);
    // Of one dimension.
    Drawn line = image("n 3 5", "c = Conv(x, line)\n y = Relu(c)");
    assertThat(joined(line)).containsExactly("Conv", "Relu");
    agree(line, 2, 3, 5);
  }

  @Test
  void anErrorNamesTheNodes() throws Exception {
    Drawn drawn = image("n c 5 7", "c = /one/Conv(x, w)\n y = /two/Relu(c)");
    OnnxGraph graph = drawn.load(OnnxOptions.defaults());
    assertThatThrownBy(() -> NoGrad.call(() -> graph.call(Tensor.ones(1, 2, 5, 7))))
        .isInstanceOf(OnnxCallException.class)
        .hasMessageContaining("node '/one/Conv_0 to /two/Relu_1' (Convolution")
        .hasMessageContaining("has 2 channels");
  }
}
