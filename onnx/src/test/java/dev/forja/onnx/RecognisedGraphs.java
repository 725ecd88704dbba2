package dev.forja.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What exporters write for fused operations, as texts of {@link Drawn}, by the operation. */
final class RecognisedGraphs {
  /** The nodes up to the normalised value of an RMS norm. */
  private static final String MEAN_SQUARE =
      """
      square = /n/Pow(x, 2.0)
      mean = /n/ReduceMean(square) axes=-1,
      sum = /n/Add(mean, 0.00001)
      """;

  private static final String ROOT = MEAN_SQUARE + "root = /n/Sqrt(sum)\n";

  private static final String SCORES =
      """
      t = /a/Transpose(k) perm=0,1,3,2
      p = /a/MatMul(q, t)
      s = /a/Mul(p, 0.5)
      """;

  private static final String REST =
      """
      w = /a/Softmax(m) axis=-1
      y = /a/MatMul(w, v)
      """;

  private RecognisedGraphs() {}

  /** The nodes of RMS norms in the forms of exporters. */
  static List<String> rmsNorms() {
    return List.of(
        ROOT + "normal = /n/Div(x, root)\n y = /n/Mul(normal, w)",
        ROOT + "one = /n/Div(1.0, root)\n normal = /n/Mul(x, one)\n y = /n/Mul(w, normal)",
        ROOT + "one = /n/Reciprocal(root)\n normal = /n/Mul(x, one)\n y = /n/Mul(w, normal)",
        ROOT + "one = /n/Reciprocal(root)\n y = /n/Mul(one, x)",
        ROOT + "y = /n/Div(x, root)",
        MEAN_SQUARE + "one = /n/Pow(sum, -0.5)\n normal = /n/Mul(x, one)\n y = /n/Mul(w, normal)",
        (ROOT + "one = /n/Reciprocal(root)\n normal = /n/Mul(x, one)\n y = /n/Mul(normal, w)")
            .replace("Pow(x, 2.0)", "Mul(x, x)"),
        """
        wide = /n/Cast(x) to=1
        square = /n/Pow(wide, 2.0)
        mean = /n/ReduceMean(square) axes=-1,
        sum = /n/Add(0.00001, mean)
        root = /n/Sqrt(sum)
        one = /n/Div(1.0, root)
        normal = /n/Mul(wide, one)
        back = /n/Cast(normal) to=1
        y = /n/Mul(w, back)
        """);
  }

  /** The nodes of attention with masks in the forms of exporters. */
  static List<String> attentions() {
    String seen = "c = Greater(mask, -1.0)\n";
    String few = "c = Greater(mask, 0.8)\n";
    return List.of(
        SCORES + "m = /a/Add(s, mask)\n" + REST,
        seen + SCORES + "m = /a/Where(c, s, -3.4028235e38)\n" + REST,
        few + SCORES + "m = /a/Where(c, s, -3.4028235e38)\n" + REST,
        few + SCORES + "m = /a/Where(c, s, -10000.0)\n" + REST,
        few + "h = Not(c)\n" + SCORES + "m = /a/Where(h, -1.0e9, s)\n" + REST,
        seen + "h = Not(c)\n" + SCORES + "m = /a/Where(h, -3.4028235e38, s)\n" + REST,
        seen + SCORES + "a = /a/Where(c, s, -3.4028235e38)\n m = /a/Add(a, mask)\n" + REST,
        seen + SCORES + "a = /a/Add(mask, s)\n m = /a/Where(c, a, -3.4028235e38)\n" + REST,
        seen + "f = Where(c, 0.0, -3.4028235e38)\n" + SCORES + "m = /a/Add(s, f)\n" + REST,
        // As PyTorch writes a call of scaled_dot_product_attention with a mask of truth values.
        """
        c = Greater(mask, -1.0)
        h = Where(c, 0.0, -3.4028235e38)
        qs = /a/Mul(q, 0.7)
        t = /a/Transpose(k) perm=0,1,3,2
        ts = /a/Mul(t, 0.7)
        p = /a/MatMul(qs, ts)
        m = /a/Add(p, h)
        e = /a/Softmax(m) axis=-1
        n = /a/IsNaN(e)
        w = /a/Where(n, 0.0, e)
        y = /a/MatMul(w, v)
        """,
        // Keys and values of one head for two heads of queries.
        """
        k1 = Slice(k, [0], [1], [1])
        k3 = Unsqueeze(k1, [2])
        k4 = Expand(k3, [1 1 2 6 4])
        kk = Reshape(k4, [-1 2 6 4])
        v1 = Slice(v, [0], [1], [1])
        v3 = Unsqueeze(v1, [2])
        v4 = Expand(v3, [1 1 2 6 3])
        vv = Reshape(v4, [-1 2 6 3])
        t = /a/Transpose(kk) perm=0,1,3,2
        p = /a/MatMul(q, t)
        s = /a/Div(p, 2.0)
        m = /a/Add(s, mask)
        w = /a/Softmax(m) axis=-1
        y = /a/MatMul(w, vv)
        """,
        // A causal mask that the graph makes from the sizes.
        """
        o = ConstantOfShape([5 6])
        one = Add(o, 1.0)
        low = Trilu(one) upper=0
        c = Cast(low) to=9
        """
            + SCORES
            + "m = /a/Where(c, s, -3.4028235e38)\n"
            + REST);
  }

  private static final List<String> OTHERS =
      List.of(
          RecognitionTest.NORM,
          """
          a = /g/Div(x, 1.4142135)
          e = /g/Erf(a)
          p = /g/Add(e, 1.0)
          m = /g/Mul(x, p)
          y = /g/Mul(m, 0.5)
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
          "s = /a/Sigmoid(x)\n y = /a/Mul(s, x)");

  /** The nodes of each pattern, by a name for it. */
  static SequencedMap<String, String> all() {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    Map<String, List<String>> kinds =
        Map.of("RMS norm", rmsNorms(), "attention", attentions(), "other", OTHERS);
    for (String kind : List.of("RMS norm", "attention", "other")) {
      List<String> texts = kinds.getOrDefault(kind, List.of());
      for (int i = 0; i < texts.size(); i++) {
        all.put(kind + " " + i, texts.get(i));
      }
    }
    return all;
  }

  /** A graph of such nodes, with the inputs and weights that they read. */
  static Drawn graph(String nodes) {
    Drawn drawn =
        nodes.contains("MatMul")
            ? Drawn.graph()
                .input("q", "n 2 5 4")
                .input("k", "n 2 6 4")
                .input("v", "n 2 6 3")
                .input("mask", "5 6")
            : Drawn.graph().input("x", "n 4").weight("w", 4).weight("b", 4);
    return drawn.nodes(nodes).output("y");
  }
}
