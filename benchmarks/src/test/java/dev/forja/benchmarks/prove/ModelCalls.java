package dev.forja.benchmarks.prove;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each model of the repository is created and called: statements in a class in its package. */
final class ModelCalls {
  private static final String CONFIG =
      "new BertConfig(s(50), s(8), s(2), s(2), s(16), s(12), s(2), 1e-12, true)";
  private static final String IDS = "Tensor.zeros(s(2), s(5)).to(DType.I64)";
  private static final String IMAGES = "Tensor.zeros(s(2), 1, 28, 28)";
  private static final String TWO = "Tensor.zeros(s(3), 2)";
  private static final String THREE = "Tensor.zeros(s(2), 3)";
  private static final String WORDS = "Tensor.zeros(s(2), s(5), s(8))";
  private static final Map<String, String> CALLS = new TreeMap<>();

  static {
    put(
        "dev.forja.demo.FirstMinuteTest$Mlp",
        "of(s(784), s(16), s(10)).call(Tensor.zeros(s(2), 784));");
    put("dev.forja.demo.multiply.Numbers", "of(2, 3, 4, new PrintWriter(System.err)).call();");
    put("dev.forja.demo.digits.Mlp", "of(s(784), s(16), s(10)).call(" + IMAGES + ");");
    put("dev.forja.demo.digits.Cnn", "of().call(" + IMAGES + ");");
    String bert = "dev.forja.demo.bert.";
    say(bert + "BertEmbeddingsModel", "BertEmbeddings.of(%s).call(%s);", CONFIG, IDS);
    say(
        bert + "BertLayerModel",
        "var m = BertLayer.of(%s); var x = %s;"
            + " m.call(x, flag() ? null : Tensor.ones(x.size(0), 1, 1, x.size(1)));",
        CONFIG,
        WORDS);
    say(
        bert + "BertModel",
        "var m = Bert.of(%s); var x = %s; Tensor mask = flag() ? null :"
            + " Tensor.ones(x.shape()).gt(0); m.call(x, mask); m.embed(x, mask); m.pool(x, mask);",
        CONFIG,
        IDS);
    String own = "dev.forja.benchmarks.";
    put(own + "training.Mlp", "of(s(784), s(16), s(12), s(10)).call(" + IMAGES + ");");
    put(own + "training.ConvNet", "of(s(3), s(4)).call(" + IMAGES + ");");
    put(own + "call.Link", "of().call(1);");
    put(own + "call.Contract", "of().call(new Row(16));");
    put(own + "call.Spin", "of().call(1);");
    put(own + "call.MulAdd", "of(1).call(2, 3);");
    put(own + "io.Large", "of().call(Tensor.zeros(2, 1500));");
    String size = "new dev.forja.benchmarks.encoder.EncoderSize(2, 3, s(8), s(2), s(16))";
    put(own + "cold.EncoderStack", "of(" + size + ", 2).call(" + WORDS + ");");
    String contract = "org.example.contract.";
    put(contract + "Block", "of(s(3)).call(Tensor.zeros(s(2), s(3)), 0.5f);");
    say(
        contract + "Net",
        "var m = NetInvoker.of(s(3)); var x = Tensor.zeros(s(2), s(3));"
            + " m.call(x); m.encode(x); m.check(x);");
    put(contract + "Counter", "of().call(List.of(1));");
    String conformance = "dev.forja.conformance.";
    put(
        conformance + "EncoderClassifier",
        "of(s(20), s(6), s(8), s(2), s(16), s(3), flag()).call(" + IDS + ");");
    put(conformance + "Gpt", "of(s(20), s(6), s(8), s(2), s(2)).call(" + IDS + ");");
    put(conformance + "GptBlock", "of(s(8), s(2)).call(" + WORDS + ");");
    put(conformance + "TiedHead", "of(Parameter.zeros(s(20), s(8))).call(" + WORDS + ");");
    say(
        conformance + "LeNet",
        "int side = s(28); LeNetInvoker.of(side, s(4), s(6), s(16), s(10))"
            + ".call(Tensor.zeros(s(2), 1, side, side));");
    put(
        conformance + "ResidualBlock",
        "of(s(4), Conv2d.of(s(4), s(4), 1)).call(Tensor.zeros(s(2), s(4), s(8), s(8)));");
    put(conformance + "ResidualNet", "of(s(4), s(10)).call(Tensor.zeros(s(2), 3, s(8), s(8)));");
    put(conformance + "Tagger", "of(s(20), s(8), s(6), s(3)).call(" + IDS + ");");
    String models = "dev.forja.module.Models$";
    put(models + "Mlp", "of(s(3), s(4), s(2)).call(Tensor.zeros(s(2), s(3)));");
    put(models + "Tied", "of(s(2)).call(Tensor.zeros(s(3), s(2)));");
    put(models + "Scalar", "of().call(Tensor.zeros(s(3)));");
    put(models + "Pair", "of().call(Tensor.zeros(s(3)));");
    put(models + "Cut", "of().call(Tensor.zeros(2));");
    put(models + "DeclaredTie", "of(false).call(" + TWO + ");");
    for (String each : List.of("Everything", "Places", "Renamed", "RenamedParent", "Listed")) {
      put(models + each, "of().call(" + TWO + ");");
    }
    say(models + "LostTie", "new Models.LostTie().forward(%s);", TWO); // rejected by its invoker
    say(
        models + "Doubling",
        "var m = Models_DoublingInvoker.of(); Tensor x = Tensor.zeros(s(3));"
            + " var b = new Models.Bundle(x, List.of(x), Map.of(\"a\", x), Optional.of(x));"
            + " m.call(b); m.first(b); m.opaque(x); m.open(x); m.count(x);"
            + " m.pinned(Parameter.zeros(s(3)));");
    String traces = "dev.forja.trace.TraceModels$";
    for (String each : List.of("Scaled", "Parallel", "Pair", "Branch")) {
      put(traces + each, "of().call(" + THREE + ");");
    }
    put(traces + "Giving", "of().call(Tensor.zeros(s(3)));");
    put(traces + "Places", "of().call(Tensor.zeros(s(2), s(5), 3));");
    put(traces + "Loop", "of().call(Tensor.zeros(s(4), s(3)));");
    put(traces + "Holder", "of().call(Tensor.zeros(s(3), s(2)));");
    put("dev.forja.nn.GivenParametersTest$Tied", "of().call(Tensor.ofLongs(1, 4));");
    put(own + "stress.Twice", "of().call(1);");
  }

  private ModelCalls() {}

  /** Adds a model whose invoker is named after it. */
  private static void put(String model, String call) {
    String invoker = model.substring(model.lastIndexOf('.') + 1).replace('$', '_') + "Invoker";
    CALLS.put(model, invoker + "." + call);
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation belongs to Error Prone
  private static void say(String model, String statements, Object... parts) {
    CALLS.put(model, statements.formatted(parts));
  }

  /** The models, by the names of their class files. */
  static Iterable<String> models() {
    return CALLS.keySet();
  }

  /** Whether a model is known. */
  static boolean has(String model) {
    return CALLS.containsKey(model);
  }

  /** The name of the class that calls a model. */
  static String caller(String model) {
    return model.substring(0, model.lastIndexOf('.')) + ".Caller";
  }

  /**
   * The source of the class that calls a model. {@code s(8)} is 8 in the first run; in later runs
   * it is 8, some other size near it, or a small one, so that sizes are sometimes equal by chance.
   */
  static String source(String model) {
    return """
    package %s;
    import dev.forja.array.DType; import dev.forja.nn.*; import dev.forja.tensor.*;
    import java.io.PrintWriter; import java.util.*;
    public final class Caller implements java.util.concurrent.Callable<String> {
      private final long seed;
      private final Random random;
      public Caller(long seed) { this.seed = seed; this.random = new Random(seed); }
      private boolean flag() { return random.nextBoolean(); }
      private int s(int size) {
        if (seed == 0) { return size; }
        return switch (random.nextInt(8)) {
          case 0 -> size + 1;
          case 1 -> Math.max(1, size - 1);
          case 2 -> 1 + random.nextInt(4);
          case 3 -> 4;
          default -> size;
        };
      }
      public String call() throws Exception { %s return ""; }
    }
    """
        .formatted(model.substring(0, model.lastIndexOf('.')), CALLS.get(model));
  }

  /** Whether sizes other than those of the first run can be chosen. */
  static boolean varies(String model) {
    return CALLS.getOrDefault(model, "").contains("s(");
  }
}
