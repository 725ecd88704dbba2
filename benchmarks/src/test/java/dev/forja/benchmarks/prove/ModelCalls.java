package dev.forja.benchmarks.prove;

import java.util.Map;
import java.util.TreeMap;

/** How each model of the repository is made and called: statements in a class of its package. */
final class ModelCalls {
  private static final String CONFIG = "new BertConfig(50, 8, 2, 2, 16, 12, 2, 1e-12, true)";
  private static final String IDS = "Tensor.zeros(2, 5).to(DType.I64)";
  private static final String IMAGES = "Tensor.zeros(2, 1, 28, 28)";
  private static final String TWO = "Tensor.zeros(3, 2)";
  private static final Map<String, String> CALLS = new TreeMap<>();

  static {
    put("dev.forja.demo.FirstMinuteTest$Mlp", "of(784, 16, 10).call(Tensor.zeros(2, 784));");
    put("dev.forja.demo.multiply.Numbers", "of(2, 3, 4, new PrintWriter(System.err)).call();");
    put("dev.forja.demo.digits.Mlp", "of(784, 16, 10).call(" + IMAGES + ");");
    put("dev.forja.demo.digits.Cnn", "of().call(" + IMAGES + ");");
    named(
        "dev.forja.demo.bert.BertEmbeddingsModel",
        "BertEmbeddings.of(" + CONFIG + ").call(" + IDS + ");");
    named(
        "dev.forja.demo.bert.BertLayerModel",
        "var m = BertLayer.of(%s); m.call(Tensor.zeros(2, 5, 8), null); m.call(Tensor.zeros(2, 5, 8), Tensor.ones(2, 1, 1, 5));"
            .formatted(CONFIG));
    named(
        "dev.forja.demo.bert.BertModel",
        "var m = Bert.of(%s); for (Tensor mask : new Tensor[] {null, Tensor.ones(2, 5).gt(0)}) { m.call(%2$s, mask); m.embed(%2$s, mask); m.pool(%2$s, mask); }"
            .formatted(CONFIG, IDS));
    String own = "dev.forja.benchmarks.";
    put(own + "training.Mlp", "of(784, 16, 12, 10).call(" + IMAGES + ");");
    put(own + "training.ConvNet", "of(3, 4).call(" + IMAGES + ");");
    put(own + "call.Link", "of().call(1);");
    put(own + "call.Contract", "of().call(new Row(16));");
    put(own + "call.Spin", "of().call(1);");
    put(own + "call.MulAdd", "of(1).call(2, 3);");
    put(own + "io.Large", "of().call(Tensor.zeros(2, 1500));");
    put(
        own + "cold.EncoderStack",
        "of(new dev.forja.benchmarks.encoder.EncoderSize(2, 3, 8, 2, 16), 2).call(Tensor.zeros(2,"
            + " 3, 8));");
    String contract = "org.example.contract.";
    put(contract + "Block", "of(3).call(Tensor.zeros(2, 3), 0.5f);");
    named(
        contract + "Net",
        "var m = NetInvoker.of(3); m.call(Tensor.zeros(2, 3)); m.encode(Tensor.zeros(2, 3));"
            + " m.check(Tensor.zeros(2));");
    put(contract + "Counter", "of().call(List.of(1));");
    String conformance = "dev.forja.conformance.";
    put(conformance + "EncoderClassifier", "of(20, 6, 8, 2, 16, 3, true).call(" + IDS + ");");
    put(conformance + "Gpt", "of(20, 6, 8, 2, 2).call(" + IDS + ");");
    put(conformance + "GptBlock", "of(8, 2).call(Tensor.zeros(2, 5, 8));");
    put(conformance + "TiedHead", "of(Parameter.zeros(20, 8)).call(Tensor.zeros(2, 5, 8));");
    put(conformance + "LeNet", "of(28, 4, 6, 16, 10).call(" + IMAGES + ");");
    named(
        conformance + "ResidualBlock",
        "ResidualBlockInvoker.of(4, Conv2d.of(4, 4, 1)).call(Tensor.zeros(2, 4, 8, 8));");
    put(conformance + "ResidualNet", "of(4, 10).call(Tensor.zeros(2, 3, 8, 8));");
    put(conformance + "Tagger", "of(20, 8, 6, 3).call(" + IDS + ");");
    String models = "dev.forja.module.Models$";
    put(models + "Mlp", "of(3, 4, 2).call(Tensor.zeros(2, 3));");
    put(models + "Tied", "of(2).call(" + TWO + ");");
    put(models + "Scalar", "of().call(Tensor.zeros(3));");
    put(models + "Pair", "of().call(Tensor.zeros(3));");
    put(models + "Cut", "of().call(Tensor.zeros(2));");
    put(models + "DeclaredTie", "of(false).call(" + TWO + ");");
    for (String each :
        new String[] {"Everything", "Places", "Renamed", "RenamedParent", "Listed"}) {
      put(models + each, "of().call(" + TWO + ");");
    }
    named(
        models + "LostTie",
        "try { Models_LostTieInvoker.of(); } catch (IllegalStateException |"
            + " IllegalArgumentException lost) { return \"\"; }");
    named(
        models + "Doubling",
        "var m = Models_DoublingInvoker.of(); Tensor x = Tensor.zeros(3); var b = new"
            + " Models.Bundle(x, List.of(x), Map.of(\"a\", x), Optional.of(x)); m.call(b);"
            + " m.first(b); m.opaque(x); m.open(x); m.count(x); m.pinned(Parameter.zeros(3));");
    String traces = "dev.forja.trace.TraceModels$";
    for (String each : new String[] {"Scaled", "Parallel", "Pair", "Branch"}) {
      put(traces + each, "of().call(Tensor.zeros(2, 3));");
    }
    put(traces + "Giving", "of().call(Tensor.zeros(3));");
    put(traces + "Places", "of().call(Tensor.zeros(2, 5, 3));");
    put(traces + "Loop", "of().call(Tensor.zeros(4, 3));");
  }

  private ModelCalls() {}

  /** A model whose invoker is called after it. */
  private static void put(String model, String call) {
    String invoker = model.substring(model.lastIndexOf('.') + 1).replace('$', '_') + "Invoker";
    named(model, invoker + "." + call);
  }

  private static void named(String model, String statements) {
    CALLS.put(model, statements);
  }

  /** The models, as their class files are called. */
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

  /** The source of the class that calls a model. */
  static String source(String model) {
    return """
    package %s;
    import dev.forja.array.DType; import dev.forja.nn.*; import dev.forja.tensor.*;
    import java.io.PrintWriter; import java.util.*;
    public final class Caller implements java.util.concurrent.Callable<String> {
      public String call() throws Exception { if (true) { %s } return ""; }
    }
    """
        .formatted(model.substring(0, model.lastIndexOf('.')), CALLS.get(model));
  }
}
