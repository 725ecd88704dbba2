package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised and folded, that it computes the same, and where nothing is recognised. */
class RecognitionTest {
  private static final OnnxOptions PLAIN =
      OnnxOptions.defaults().withFolding(false).withRecognition(false);

  static final String NORM =
      """
      mean = /n/ReduceMean(x) axes=-1,
      centred = /n/Sub(x, mean)
      square = /n/Pow(centred, 2.0)
      variance = /n/ReduceMean(square) axes=-1,
      sum = /n/Add(variance, 0.00001)
      root = /n/Sqrt(sum)
      normal = /n/Div(centred, root)
      scaled = /n/Mul(normal, w)
      y = /n/Add(scaled, b)
      """;

  private static Drawn row(String nodes) {
    return Drawn.graph().input("x", "n 4").weight("w", 4).weight("b", 4).nodes(nodes).output("y");
  }

  private static Map<String, Tensor> given(OnnxGraph graph) {
    Map<String, Tensor> given = new LinkedHashMap<>();
    Randoms.seed(7);
    graph
        .inputs()
        .forEach(
            (name, type) -> {
              int[] sizes =
                  Objects.requireNonNull(type.shape()).stream()
                      .mapToInt(s -> Character.isDigit(s.charAt(0)) ? Integer.parseInt(s) : 3)
                      .toArray();
              given.put(name, Tensor.randn(sizes));
            });
    return given;
  }

  /** Loads a graph in both ways, compares them, and gives the one that is simplified. */
  private static OnnxGraph agreed(Drawn drawn) throws OnnxException {
    OnnxGraph plain = drawn.load(PLAIN);
    OnnxGraph simple = drawn.load(OnnxOptions.defaults());
    Map<String, Tensor> given = given(plain);
    List<Tensor> wanted = new ArrayList<>(NoGrad.call(() -> plain.call(given)).values());
    List<Tensor> results = new ArrayList<>(NoGrad.call(() -> simple.call(given)).values());
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(results.get(i).shape()).containsExactly(wanted.get(i).shape());
      assertThat(results.get(i).toFloats())
          .containsExactly(wanted.get(i).toFloats(), within(2e-6f));
    }
    assertThat(simple.namedModules().keySet()).isEqualTo(plain.namedModules().keySet());
    assertThat(simple.stateDict().keySet()).isEqualTo(plain.stateDict().keySet());
    return simple;
  }

  @Test
  void aLayerNormIsRecognised() throws Exception {
    assertThat(agreed(row(NORM)).operators()).containsOnlyKeys("forja.LayerNorm");
    String twice =
        NORM.replace("normal = /n/Div(centred", "again = /n/Sub(x, mean)\nnormal = /n/Div(again");
    assertThat(agreed(row(twice)).operators()).containsOnlyKeys("forja.LayerNorm");
    String square = NORM.replace("Pow(centred, 2.0)", "Mul(centred, centred)");
    assertThat(agreed(row(square)).operators()).containsOnlyKeys("forja.LayerNorm");
    String turned =
        NORM.replace("(normal, w)", "(w, normal)").replace("(scaled, b)", "(b, scaled)");
    assertThat(agreed(row(turned)).operators()).containsOnlyKeys("forja.LayerNorm");
    String bare = NORM.lines().limit(6).reduce("", (a, b) -> a + b + "\n");
    assertThat(agreed(row(bare + "y = /n/Div(centred, root)")).operators())
        .containsOnlyKeys("forja.LayerNorm");
  }

  /** The constants of GELU, and others. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "0.5",
          "0.6",
          "1.0",
          "1.1",
          "1.4142135",
          "1.4143",
          "0.70710677",
          "0.7072",
          "0.044715",
          "0.0448",
          "0.7978846",
          "0.798",
          "3.0",
          "5.0",
          "x, 2.0",
          "x, 4.0");

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        a = /g/Div(x, 1.4142135)
        e = /g/Erf(a)
        p = /g/Add(e, 1.0)
        m = /g/Mul(x, p)
        y = /g/Mul(m, 0.5)
        """,
        """
        a = /g/Mul(x, 0.70710677)
        e = /g/Erf(a)
        p = /g/Add(1.0, e)
        m = /g/Mul(p, 0.5)
        y = /g/Mul(x, m)
        """,
        """
        a = /g/Mul(x, 0.70710677)
        e = /g/Erf(a)
        p = /g/Add(1.0, e)
        h = /g/Mul(0.5, x)
        y = /g/Mul(h, p)
        """,
        """
        c = /g/Pow(x, 3.0)
        d = /g/Mul(c, 0.044715)
        s = /g/Add(x, d)
        u = /g/Mul(s, 0.7978846)
        t = /g/Tanh(u)
        p = /g/Add(t, 1.0)
        h = /g/Mul(x, 0.5)
        y = /g/Mul(h, p)
        """,
        """
        c = /g/Mul(x, x)
        k = /g/Mul(c, x)
        d = /g/Mul(0.044715, k)
        s = /g/Add(d, x)
        u = /g/Mul(0.7978846, s)
        t = /g/Tanh(u)
        p = /g/Add(t, 1.0)
        h = /g/Mul(x, p)
        y = /g/Mul(0.5, h)
        """,
        """
        c = /g/Pow(x, 2.0)
        d = /g/Mul(c, 0.044715)
        s = /g/Add(d, 1.0)
        v = /g/Mul(x, s)
        u = /g/Mul(0.7978846, v)
        t = /g/Tanh(u)
        p = /g/Add(t, 1.0)
        h = /g/Mul(x, p)
        y = /g/Mul(0.5, h)
        """
      })
  void geluIsRecognisedInItsForms(String nodes) throws Exception {
    assertThat(agreed(row(nodes)).operators()).containsOnlyKeys("Gelu");
    OTHERS.forEach(
        (number, other) -> {
          if (nodes.contains(number)) {
            assertThatCode(
                    () ->
                        assertThat(agreed(row(nodes.replace(number, other))).operators())
                            .doesNotContainKey("Gelu"))
                .doesNotThrowAnyException();
          }
        });
  }

  @Test
  void siluIsRecognised() throws Exception {
    assertThat(agreed(row("s = /a/Sigmoid(x)\n y = /a/Mul(s, x)")).operators())
        .containsOnlyKeys("Swish");
    assertThat(agreed(row("s = /a/Sigmoid(x)\n y = /a/Mul(s, w)")).operators())
        .containsOnlyKeys("Mul", "Sigmoid");
  }

  @Test
  void aLinearLayerIsRecognised() throws Exception {
    Drawn plain =
        Drawn.graph()
            .input("x", "n 5 4")
            .weight("w", 4, 3)
            .weight("b", 3)
            .nodes("p = /l/MatMul(x, w)\n y = /l/Add(b, p)")
            .output("y");
    assertThat(agreed(plain).operators()).containsOnlyKeys("forja.Linear");
    Drawn turned =
        Drawn.graph()
            .input("x", "n 5 4")
            .weight("w", 3, 4)
            .nodes("t = /l/Transpose(w) perm=1,0\n y = /l/MatMul(x, t)")
            .output("y");
    assertThat(agreed(turned).operators()).containsOnlyKeys("forja.Linear");
    Drawn column =
        Drawn.graph()
            .input("x", "n 5 4")
            .weight("w", 4, 3)
            .weight("b", 5, 1)
            .nodes("p = /l/MatMul(x, w)\n y = /l/Add(b, p)")
            .output("y");
    assertThat(agreed(column).operators()).containsOnlyKeys("Add", "MatMul");
  }

  @Test
  void anRmsNormIsRecognisedInItsForms() throws Exception {
    for (String nodes : RecognisedGraphs.rmsNorms()) {
      assertThat(agreed(RecognisedGraphs.graph(nodes)).operators())
          .containsOnlyKeys("forja.RMSNorm");
    }
    for (String other : List.of("Pow(x, 3.0)", "Pow(w, 2.0)", "Mul(x, w)")) {
      String nodes = RecognisedGraphs.rmsNorms().getFirst().replace("Pow(x, 2.0)", other);
      assertThat(agreed(RecognisedGraphs.graph(nodes)).operators())
          .doesNotContainKey("forja.RMSNorm");
    }
  }

  @Test
  void attentionIsRecognisedWithEachKindOfMask() throws Exception {
    for (String nodes : RecognisedGraphs.attentions()) {
      assertThat(agreed(RecognisedGraphs.graph(nodes)).operators())
          .as(nodes)
          .containsKey("forja.Attention")
          .doesNotContainKeys("Softmax", "MatMul");
    }
    String low = RecognisedGraphs.attentions().get(3).replace("-10000.0", "-9999.0");
    assertThat(agreed(RecognisedGraphs.graph(low)).operators())
        .doesNotContainKey("forja.Attention");
  }

  private static final String ATTENTION =
      """
      t = /a/Transpose(k) perm=0,1,3,2
      p = /a/MatMul(q, t)
      s = /a/Div(p, 2.5)
      m = /a/Add(s, mask)
      w = /a/Softmax(m) axis=-1
      y = /a/MatMul(w, v)
      """;

  private static Drawn attention(String nodes, String mask) {
    return Drawn.graph()
        .input("q", "n 2 5 4")
        .input("k", "n 2 6 4")
        .input("v", "n 2 6 3")
        .input("mask", mask)
        .nodes(nodes)
        .output("y");
  }

  @Test
  void attentionIsRecognisedInItsForms() throws Exception {
    assertThat(agreed(attention(ATTENTION, "n 1 1 6")).operators())
        .containsOnlyKeys("forja.Attention");
    String flat = ATTENTION.replace("m = /a/Add(s, mask)\n", "").replace("(m)", "(s)");
    assertThat(agreed(attention(flat, "5 6")).operators()).containsOnlyKeys("forja.Attention");
    String halves =
        ATTENTION
            .replace("MatMul(q, t)", "MatMul(qs, ts)")
            .replace("s = /a/Div(p, 2.5)\n", "")
            .replace("(s, mask)", "(mask, p)");
    String scaled = "qs = /a/Mul(q, 0.6)\n" + halves.replaceFirst("\n", "\nts = /a/Mul(t, 0.5)\n");
    assertThat(agreed(attention(scaled, "5 6")).operators()).containsOnlyKeys("forja.Attention");
    String other = ATTENTION.replace("axis=-1", "axis=2");
    assertThat(agreed(attention(other, "5 6")).operators()).doesNotContainKey("forja.Attention");
  }

  /** A mask with a dimension that the scores lack gives what the nodes would give. */
  @Test
  void aMaskThatWidensTheScoresIsComputedWith() throws Exception {
    Drawn drawn =
        Drawn.graph()
            .input("q", "1 2 5 4")
            .input("k", "1 2 6 4")
            .input("v", "1 2 6 3")
            .input("mask", "n 1 1 6")
            .nodes(ATTENTION)
            .output("y");
    assertThat(agreed(drawn).operators()).containsOnlyKeys("forja.Attention");
  }

  @Test
  void whatOthersReadIsNeverRecognised() throws Exception {
    for (String seen :
        List.of("mean", "centred", "square", "variance", "sum", "root", "normal", "scaled")) {
      assertThat(agreed(row(NORM).output(seen)).operators())
          .as("%s is an output", seen)
          .satisfies(ops -> assertThat(ops.keySet()).isNotEqualTo(Set.of("forja.LayerNorm")));
      Drawn used = row(NORM + "z = /n/Neg(" + seen + ")\n").output("z");
      assertThat(agreed(used).operators().keySet())
          .as("%s is used", seen)
          .isNotEqualTo(Set.of("forja.LayerNorm", "Neg"));
    }
    for (String seen : List.of("p", "s", "m", "w")) {
      assertThat(agreed(attention(ATTENTION, "5 6").output(seen)).operators())
          .doesNotContainKey("forja.Attention");
    }
    assertThat(agreed(row("s = /a/Sigmoid(x)\n y = /a/Mul(s, x)").output("s")).operators())
        .containsOnlyKeys("Mul", "Sigmoid");
  }

  @Test
  void otherConstantsAreNotRecognised() throws Exception {
    for (String other :
        List.of(
            NORM.replace("2.0", "3.0"),
            NORM.replaceFirst("axes=-1,", "axes=0,"),
            NORM.replace("0.00001", "w"))) {
      assertThat(agreed(row(other)).operators()).doesNotContainKey("forja.LayerNorm");
    }
  }

  /** Modules keep what they take and give, so a pattern must not lie across scopes. */
  @Test
  void nothingIsRecognisedAcrossScopes() throws Exception {
    assertThat(agreed(row("s = /a/act/Sigmoid(x)\n y = /a/Mul(s, x)")).operators())
        .containsOnlyKeys("Mul", "Sigmoid");
    OnnxGraph kept = agreed(row("s = /a/drop/Identity(x)\n y = /a/Neg(s)"));
    assertThat(kept.operators()).containsOnlyKeys("Identity", "Neg");
  }

  @Test
  void sizesAreReadInsteadOfComputed() throws Exception {
    Drawn drawn =
        Drawn.graph()
            .input("x", "n l 6")
            .nodes(
                """
                shape = Shape(x)
                first = Gather(shape, 0)
                n = Unsqueeze(first, [0])
                shape2 = Shape(x)
                second = Gather(shape2, [1])
                both = Concat(n, second, [2 3]) axis=0
                split = Reshape(x, both)
                turned = Transpose(split) perm=0,2,1,3
                back = Transpose(turned) perm=0,2,1,3
                flat = Reshape(back, [-1])
                y = Reshape(flat, [-1 6])
                """)
            .output("y");
    assertThat(agreed(drawn).operators()).hasToString("{Reshape=1}");
  }

  @Test
  void whatDependsOnConstantsIsFolded() throws Exception {
    Drawn drawn =
        Drawn.graph()
            .input("x", "n 4")
            .numbers("k", 2)
            .nodes(
                """
                a = Cast(k) to=1
                b = Sqrt(a)
                c = Div(1.0, b)
                d = Cast(x) to=1
                y = Mul(d, c)
                """)
            .output("y");
    OnnxGraph graph = agreed(drawn);
    assertThat(graph.operators()).hasToString("{Mul=1}");
    Tensor x = Tensor.ones(1, 4);
    graph.loadStateDict(Map.of("k", Tensor.ofLongs(2)));
    assertThat(graph.call(x).toFloats()[0]).isCloseTo(0.7071068f, within(1e-6f));
    graph.loadStateDict(Map.of("k", Tensor.ofLongs(9)));
    assertThatThrownBy(() -> graph.call(x))
        .isInstanceOf(OnnxCallException.class)
        .hasMessageStartingWith("'k' was changed, but its value was taken for a constant");
    OnnxGraph plain = drawn.load(PLAIN);
    plain.loadStateDict(Map.of("k", Tensor.ofLongs(4)));
    assertThat(plain.call(x).toFloats()[0]).isEqualTo(0.5f);
  }

  /** Training reaches the parameters behind what is recognised. */
  @Test
  void gradientsReachRecognisedParameters() throws Exception {
    for (OnnxOptions options : List.of(PLAIN, OnnxOptions.defaults())) {
      OnnxGraph graph = row(NORM).load(options);
      graph.requiresGrad(true);
      graph.call(Tensor.of(new float[] {1, 2, 3, 5}, 1, 4)).sum().backward();
      Tensor gradient = Objects.requireNonNull(graph.parameter("w").grad());
      assertThat(gradient.toFloats())
          .containsExactly(new float[] {-1.1832f, -0.5071f, 0.1690f, 1.5213f}, within(1e-3f));
    }
  }
}
