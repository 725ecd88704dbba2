package dev.forja.benchmarks.prove;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How each model of the repository is created and called: statements in a class in its package. */
final class ModelCalls {
  private static final String IDS = "Tensor.zeros(s(2), s(5)).to(DType.I64)";
  private static final String IMAGES = "Tensor.zeros(s(2), 1, 28, 28)";
  private static final String TWO = "Tensor.zeros(s(3), 2)";
  private static final String THREE = "Tensor.zeros(s(2), 3)";
  private static final String WORDS = "Tensor.zeros(s(2), s(5), s(width))";
  private static final Pattern VARIED = Pattern.compile("\\b(s\\(|width|heads|seed)");
  private static final Map<String, String> CALLS = new TreeMap<>();

  static {
    put(
        "dev.forja.demo.FirstMinuteTest$Mlp",
        "of(s(784), s(16), s(10)).call(Tensor.zeros(s(2), 784));");
    String pages = "dev.forja.demo.";
    put(pages + "CheckpointsTest$Encoder", "of().call(Tensor.zeros(s(2), 4));");
    put(pages + "CheckpointsTest$LanguageModel", "of().call(Tensor.zeros(s(5)).to(DType.I64));");
    put(pages + "FromPytorchTest$Net", "of(s(128)).call(Tensor.zeros(s(32), 784));");
    put(pages + "RecipesTest$Net", "of(s(3)).call(Tensor.zeros(s(2), 8));");
    put(pages + "RecipesTest$Gated", "of(s(4), s(6)).call(Tensor.zeros(s(2), s(4)));");
    put(pages + "WeightsTest$Net", "of(s(2)).call(Tensor.zeros(s(3), s(2)));");
    put("dev.forja.demo.multiply.Numbers", "of(2, 3, 4, new PrintWriter(System.err)).call();");
    put("dev.forja.demo.digits.Mlp", "of(s(784), s(16), s(10)).call(" + IMAGES + ");");
    put("dev.forja.demo.digits.Cnn", "of().call(" + IMAGES + ");");
    String own = "dev.forja.benchmarks.";
    say(
        own + "training.Mlp",
        "int side = s(3); MlpInvoker.of(side * side, s(16), s(12), s(10))"
            + ".call(Tensor.zeros(s(2), 1, side, side));");
    put(own + "training.ConvNet", "of(s(3), s(4)).call(" + IMAGES + ");");
    put(own + "call.Link", "of().call(1);");
    put(own + "call.Contract", "of().call(new Row(16));");
    put(own + "call.Spin", "of().call(1);");
    put(own + "call.MulAdd", "of(1).call(2, 3);");
    put(own + "io.Large", "of().call(Tensor.zeros(2, 1500));");
    String size = "new dev.forja.benchmarks.encoder.EncoderSize(2, 3, width, heads, s(16))";
    put(own + "cold.EncoderStack", "of(" + size + ", 2).call(" + WORDS + ");");
    String contract = "org.example.contract.";
    say(
        contract + "Block",
        "int w = s(3); BlockInvoker.of(w).call(Tensor.zeros(s(2), s(w)), 0.5f);");
    say(
        contract + "Net",
        "int w = s(3); var m = NetInvoker.of(w); var x = Tensor.zeros(s(2), s(w));"
            + " m.call(x); m.encode(x); m.check(x);");
    put(contract + "Counter", "of().call(List.of(1));");
    String ports = "dev.forja.ports.";
    put(ports + "Critic", "of().call(Tensor.zeros(s(2), 1, 8, 8));");
    put(ports + "GroupedBlock", "of(s(4), 8, 1, 2).call(Tensor.zeros(s(2), s(4), 6, 6));");
    put(ports + "GroupedResNet", "of().call(Tensor.zeros(s(2), 3, 6, 6));");
    put(ports + "Recogniser", "of().call(Tensor.zeros(s(2), 1, 8, s(9)));");
    put(ports + "Speech", "of().call(Tensor.zeros(s(2), 6, s(11)));");
    put(ports + "UNet", "of().call(Tensor.zeros(s(2), 1, 8, 8));");
    String conformance = "dev.forja.conformance.";
    put(
        conformance + "EncoderClassifier",
        "of(s(20), s(6), width, heads, s(16), s(3), flag()).call(" + IDS + ");");
    put(conformance + "Gpt", "of(s(20), s(6), width, heads, count(2)).call(" + IDS + ");");
    put(conformance + "GptBlock", "of(width, heads).call(" + WORDS + ");");
    put(conformance + "TiedHead", "of(Parameter.zeros(s(20), width)).call(" + WORDS + ");");
    say(
        conformance + "LeNet",
        "int side = seed == 0 ? 28 : 8 + random.nextInt(24); LeNetInvoker.of(side, s(4), s(6),"
            + " s(16), s(10)).call(Tensor.zeros(s(2), 1, side, side));");
    say(
        conformance + "ResidualBlock",
        "int c = 2 * s(2); ResidualBlockInvoker.of(c, Conv2d.of(s(c), s(c), s(1)))"
            + ".call(Tensor.zeros(s(2), s(c), s(3), s(3)));");
    put(
        conformance + "ResidualNet",
        "of(2 * s(2), s(10)).call(Tensor.zeros(s(2), 3, s(8), s(8)));");
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
    put(traces + "Fields", "of().call(Tensor.zeros(2));");
    put(traces + "Counting", "of().call(Tensor.zeros(s(3)));");
    put(traces + "Table", "of(() -> {}).call(Tensor.zeros(s(3)));");
    put(traces + "Holders", "of().call(Tensor.zeros(s(3)));");
    put(traces + "CountingInside", "of().call(Tensor.zeros(s(3)));");
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
   * it is often 8, and otherwise some other size near it, or any size, so that sizes are sometimes
   * equal by chance. {@code width} is a multiple of {@code heads}, and {@code count(2)} may be 0.
   */
  static String source(String model) {
    return """
    package %s;
    import dev.forja.array.DType; import dev.forja.nn.*; import dev.forja.tensor.*;
    import java.io.PrintWriter; import java.util.*;
    public final class Caller implements java.util.concurrent.Callable<String> {
      private final long seed;
      private final Random random;
      private final int heads;
      private final int width;
      public Caller(long seed) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L); // near seeds alone begin alike
        this.heads = s(2);
        this.width = heads * s(4);
      }
      private boolean flag() { return random.nextBoolean(); }
      private int count(int count) { return seed == 0 ? count : random.nextInt(count + 1); }
      private int s(int size) {
        if (seed == 0) { return size; }
        return switch (random.nextInt(8)) {
          case 0 -> size + 1;
          case 1 -> Math.max(1, size - 1);
          case 2 -> 1 + random.nextInt(4);
          case 3 -> 1 + random.nextInt(4 * size);
          default -> size;
        };
      }
      public String call() throws Exception {
        return Init.skip(() -> { %s return ""; }); // values do not matter
      }
    }
    """
        .formatted(model.substring(0, model.lastIndexOf('.')), CALLS.get(model));
  }

  /** Whether sizes other than those of the first run can be chosen. */
  static boolean varies(String model) {
    return VARIED.matcher(CALLS.getOrDefault(model, "")).find();
  }
}
