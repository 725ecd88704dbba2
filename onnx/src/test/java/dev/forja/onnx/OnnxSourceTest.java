package dev.forja.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.module.NeuralModule;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Embedding;
import dev.forja.nn.GELU;
import dev.forja.nn.GroupNorm;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.nn.PReLU;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.SiLU;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.onnx.exporter.OnnxExport;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Graphs as source: it compiles without a warning, loads strictly, and gives the bits of the graph.
 */
class OnnxSourceTest {
  @TempDir private Path folder;

  private static List<Tensor> run(byte[] model, Map<String, Tensor> given) throws Exception {
    OnnxGraph graph = OnnxModel.load("net.onnx", new ByteArrayInputStream(model));
    return new ArrayList<>(NoGrad.call(() -> graph.call(given)).values());
  }

  private static void assertSameBits(List<Tensor> results, List<Tensor> wanted) {
    assertThat(results).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(results.get(i).shape()).containsExactly(wanted.get(i).shape());
      assertThat(bits(results.get(i))).containsExactly(bits(wanted.get(i)));
    }
  }

  private static int[] bits(Tensor tensor) {
    float[] values = tensor.toFloats();
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  /** A model of ours as a graph, with the names of its modules. */
  private static byte[] exported(TensorFunction model, Tensor x) throws Exception {
    if (model instanceof NeuralModule module) {
      module.eval();
    }
    return OnnxExport.of(traced(model, x)).toBytes();
  }

  private static Graph traced(TensorFunction model, Tensor x) {
    SequencedMap<String, Tensor> inputs = new LinkedHashMap<>(Map.of("x", x));
    return NoGrad.call(() -> Trace.record(inputs, () -> model.apply(x)));
  }

  @Test
  void ourOwnModelsComeBack() throws Exception {
    Randoms.seed(3);
    Map<String, Tensor> given = new LinkedHashMap<>();
    Map<String, byte[]> models = new LinkedHashMap<>();
    add(given, models, "mlp", Sequential.of(Linear.of(6, 8), ReLU.of(), Linear.of(8, 3)), 5, 6);
    add(
        given,
        models,
        "cnn",
        Sequential.of(
            Conv2d.of(3, 8, 3, Conv2dOptions.defaults().withStride(2).withPadding(1)),
            BatchNorm2d.of(8),
            PReLU.of(8, 0.3),
            Conv2d.of(8, 4, 1),
            SiLU.of(),
            GroupNorm.of(2, 4)),
        2,
        3,
        12,
        10);
    add(given, models, "norm", Sequential.of(LayerNorm.of(6), GELU.of()), 2, 4, 6);
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(8, 2);
    layer.eval();
    add(given, models, "encoder", x -> layer.call(x, null, null), 5, 3, 8);
    Written written = new Written(folder);
    for (var model : models.entrySet()) {
      written.add("a." + model.getKey(), model.getValue());
    }
    Map<String, Written.Model> compiled = written.compile();
    for (var model : models.entrySet()) {
      Tensor x = Objects.requireNonNull(given.get(model.getKey()));
      Written.Model made = Objects.requireNonNull(compiled.get("a." + model.getKey()));
      assertSameBits(made.call(x), run(model.getValue(), Map.of("x", x)));
    }
    for (String name : models.keySet()) {
      Written.Model made = Objects.requireNonNull(compiled.get("a." + name));
      comesBack(made, Objects.requireNonNull(given.get(name)));
    }
  }

  /** Source is traced and exported again, and gives what it gave. */
  private static void comesBack(Written.Model made, Tensor x) throws Exception {
    TensorFunction function = (TensorFunction) made.module();
    byte[] again = OnnxExport.of(traced(function, x)).toBytes();
    assertThat(run(again, Map.of("x", x)).getFirst().toFloats())
        .containsExactly(NoGrad.call(() -> function.apply(x)).toFloats(), within(1e-5f));
  }

  /** PP-OCR's classifier of angles: its layers have names, and no scopes. */
  @Test
  void aNetworkWithoutScopesIsWrittenAsBlocks() throws Exception {
    byte[] model;
    try (InputStream in =
        getClass().getResourceAsStream("/models/ch_ppocr_mobile_v2.0_cls_infer.onnx")) {
      model = Objects.requireNonNull(in).readAllBytes();
    }
    Written written = new Written(folder);
    OnnxSource source = written.add("a.angle", model);
    assertThat(source.files()).hasSizeBetween(6, 10);
    assertThat(source.files().values())
        .allSatisfy(t -> assertThat(t.lines().count()).isLessThan(60));
    assertThat(source.files().get("NetModel.java"))
        .contains("conv6 = ConvBlock6.of(16, 88, 22)", "conv7 = ConvBlock6.of(16, 88, 22)");
    assertThat(source.files().get("ConvBlock6Model.java"))
        .contains("final Conv2d expand;", "hardswish()", "return x.add(linearBn.call(");
    Randoms.seed(4);
    Tensor x = Tensor.randn(2, 3, 48, 64);
    Written.Model made = Objects.requireNonNull(written.compile().get("a.angle"));
    assertSameBits(made.call(x), run(model, Map.of("x", x)));
    comesBack(made, x);
  }

  /** Layers in scopes of their own, as Keras names them: what has a way around it is a block. */
  @Test
  void waysAroundLayersMakeBlocks() throws Exception {
    Drawn drawn = Drawn.graph().input("x", "n 4 8 8").weight("first/kernel:0", 4, 4, 1, 1);
    StringBuilder nodes = new StringBuilder("a0 = /net/conv_0/Conv(x, first/kernel:0)\n");
    for (int i = 0; i < 4; i++) {
      drawn
          .weight("depth" + i + "/kernel:0", 4, 1, 3, 3)
          .weight("point" + i + "/kernel:0", 4, 4, 1, 1);
      nodes.append(
          """
          d# = /net/depth_#/Conv(a#, depth#/kernel:0) group=4 pads=1,1,1,1
          p# = /net/point_#/Conv(d#, point#/kernel:0)
          s# = /net/add_#/Add(a#, p#)
          a@ = /net/relu_#/Relu(s#)
          """
              .replace("#", Integer.toString(i))
              .replace("@", Integer.toString(i + 1)));
    }
    drawn.weight("last/kernel:0", 2, 4, 1, 1);
    nodes.append("y = /net/conv_last/Conv(a4, last/kernel:0)");
    byte[] model = drawn.nodes(nodes.toString()).output("y").bytes(13);
    Written written = new Written(folder);
    OnnxSource source = written.add("e", model);
    assertThat(source.files().keySet()).containsExactly("NetModel.java", "BlockModel.java");
    assertThat(source.files().get("BlockModel.java"))
        .contains("final Conv2d depthwise =", "final Conv2d pointwise =", ".add(");
    Tensor x = Tensor.randn(2, 4, 8, 8);
    assertSameBits(
        Objects.requireNonNull(written.compile().get("e")).call(x), run(model, Map.of("x", x)));
  }

  private static void add(
      Map<String, Tensor> given,
      Map<String, byte[]> models,
      String name,
      TensorFunction model,
      int... shape)
      throws Exception {
    Tensor x = Tensor.randn(shape);
    given.put(name, x);
    models.put(name, exported(model, x));
  }

  @Test
  void miniLmReadsLikeItsOriginal() throws Exception {
    OnnxSource source;
    try (InputStream in = getClass().getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      source = OnnxSource.read("m.onnx", Objects.requireNonNull(in), "a.minilm", "Net");
    }
    Written written = new Written(folder);
    written.add("a.minilm", source);
    Written.Model model = Objects.requireNonNull(written.compile().get("a.minilm"));
    Map<String, Tensor> texts = MiniLmTest.texts();
    Tensor wanted =
        NoGrad.call(() -> MiniLmTest.load(OnnxOptions.defaults()).call(texts))
            .firstEntry()
            .getValue();
    List<Tensor> results =
        model.call(
            Stream.of("input_ids", "attention_mask", "token_type_ids")
                .map(name -> Objects.requireNonNull(texts.get(name)))
                .toArray(Tensor[]::new));
    assertSameBits(results, List.of(wanted));
    assertThat(source.files().keySet())
        .contains("NetModel.java", "EncoderModel.java", "LayerModel.java", "SelfModel.java");
    assertThat(source.files()).hasSizeLessThan(11);
    assertThat(model.module().namedParameters().keySet())
        .contains(
            "embeddings.word_embeddings.weight",
            "encoder.layer.5.attention.self.query.weight",
            "encoder.layer.0.output.LayerNorm.bias");
  }

  @Test
  void aSmallClassReadsAsIfWritten() throws Exception {
    byte[] model =
        Drawn.graph()
            .input("image", "batch 3 8 8")
            .weight("stem.conv.weight", 4, 3, 3, 3)
            .weight("stem.conv.bias", 4)
            .weight("head.weight", 4, 2)
            .weight("head.bias", 2)
            .nodes(
                """
                c = /stem/conv/Conv(image, stem.conv.weight, stem.conv.bias) pads=1,1,1,1 strides=2,2
                r = /stem/Relu(c)
                s = /stem/Add(r, c)
                p = GlobalAveragePool(s)
                f = Flatten(p)
                m = /head/MatMul(f, head.weight)
                a = /head/Add(m, head.bias)
                y = Softmax(a)
                """)
            .output("y")
            .bytes(13);
    Written written = new Written(folder);
    OnnxSource source = written.add("com.acme.ocr", model);
    assertThat(source.files().keySet()).containsExactly("NetModel.java", "StemModel.java");
    assertThat(source.files().get("NetModel.java")).isEqualTo(golden("NetModel.txt", source));
    assertThat(source.files().get("StemModel.java")).isEqualTo(golden("StemModel.txt", source));
    Tensor x = Tensor.randn(2, 3, 8, 8);
    Written.Model made = Objects.requireNonNull(written.compile().get("com.acme.ocr"));
    assertSameBits(made.call(x), run(model, Map.of("image", x)));
  }

  /** The kept text; {@code -Dgolden.update=true} rewrites it. */
  private static String golden(String name, OnnxSource source) throws Exception {
    Path file = Path.of("src/test/resources/dev/forja/onnx/source", name);
    if (Boolean.getBoolean("golden.update")) {
      String text = source.files().get(name.replace(".txt", ".java"));
      Files.writeString(file, Objects.requireNonNull(text));
    }
    return Files.readString(file);
  }

  /** Blocks with equal code are one class, and what differs is given to its constructor. */
  @Test
  void repeatedBlocksAreOneClass() throws Exception {
    byte[] model =
        Drawn.graph()
            .input("x", "n 4")
            .weight("a.0.fc.weight", 4, 6)
            .weight("a.1.fc.weight", 6, 3)
            .weight("scale", 3)
            .nodes(
                """
                p = /a.0/fc/MatMul(x, a.0.fc.weight)
                q = /a.0/Relu(p)
                r = /a.1/fc/MatMul(q, a.1.fc.weight)
                s = /a.1/Relu(r)
                t = Mul(s, scale)
                u, v = TopK(t, [2])
                """)
            .output("t", "u")
            .bytes(13);
    Written written = new Written(folder);
    OnnxSource source = written.add("b", model);
    assertThat(source.files().keySet())
        .containsExactly("NetModel.java", "NetResults.java", "AModel.java");
    assertThat(source.files().get("AModel.java"))
        .contains("AModel(int inFeatures, int outFeatures)");
    assertThat(source.files().get("NetModel.java"))
        .contains("NetResults forward(", "List.of(A.of(4, 6), A.of(6, 3))");
    Tensor x = Tensor.randn(5, 4);
    assertSameBits(
        Objects.requireNonNull(written.compile().get("b")).call(x), run(model, Map.of("x", x)));
  }

  @Test
  void anEmbeddingAndItsUseAsALayerShareTheirTable() throws Exception {
    Tensor ids = Tensor.of(new long[] {1, 4, 2, 0}, 2, 2);
    Embedding table = Embedding.of(5, 3);
    byte[] model = exported(table, ids);
    Written written = new Written(folder);
    written.add("c", model);
    assertSameBits(
        Objects.requireNonNull(written.compile().get("c")).call(ids), run(model, Map.of("x", ids)));
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    byte[] model =
        Drawn.graph()
            .input("x", "n 4")
            .nodes("q = /a/SplitToSequence(x)\n y = /b/SequenceAt(q, 0)")
            .output("y")
            .bytes(13);
    assertThatThrownBy(() -> new Written(folder).add("d", model))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "net.onnx: cannot be written as source: branches, loops and sequences are not supported:"
                + " '/a/SplitToSequence_0' (SplitToSequence), '/b/SequenceAt_1' (SequenceAt);"
                + " run the file by OnnxModel.load instead");
    assertThatThrownBy(() -> OnnxSource.read(folder.resolve("m.onnx"), "1a", "Net"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the package '1a' is no name of Java");
  }
}
