package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.tensor.TensorFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole models, by their names in the script that wrote the cases. */
final class ModelTable {
  static final ModelCases CASES =
      new ModelCases(
          Map.ofEntries(
              entry("EncoderClassifier", unary(ModelTable::encoderClassifier)),
              entry("GPT", unary(ModelTable::gpt)),
              entry("LeNet", unary(ModelTable::leNet)),
              entry("MLP", unary(ModelTable::mlp)),
              entry(
                  "ResidualNet",
                  unary(
                      args ->
                          ResidualNetInvoker.of(
                              args.integer("channels"), args.integer("classes")))),
              entry("Tagger", unary(ModelTable::tagger))));

  private ModelTable() {}

  private static EncoderClassifierInvoker encoderClassifier(Args args) {
    return EncoderClassifierInvoker.of(
        args.integer("vocabulary"),
        args.integer("length"),
        args.integer("width"),
        args.integer("heads"),
        args.integer("hidden"),
        args.integer("classes"),
        args.flag("norm_first", false));
  }

  private static GptInvoker gpt(Args args) {
    return GptInvoker.of(
        args.integer("vocabulary"),
        args.integer("length"),
        args.integer("width"),
        args.integer("heads"),
        args.integer("layers"));
  }

  private static LeNetInvoker leNet(Args args) {
    return LeNetInvoker.of(
        args.integer("side"),
        args.integer("c1"),
        args.integer("c2"),
        args.integer("hidden"),
        args.integer("classes"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type
  private static Sequential mlp(Args args) {
    int[] sizes = args.integers("sizes");
    List<?> activations = args.list("activations");
    List<TensorFunction> layers = new ArrayList<>();
    for (int i = 0; i + 1 < sizes.length; i++) {
      if (i > 0) {
        layers.add(activation((String) activations.get(i - 1)));
      }
      layers.add(Linear.of(sizes[i], sizes[i + 1]));
    }
    return Sequential.of(layers.toArray(TensorFunction[]::new));
  }

  @SuppressWarnings("unchecked") // an activation takes and returns one tensor
  private static TensorFunction activation(String name) {
    Row row = ActivationTable.ROWS.get(name);
    if (row == null) {
      throw new NoCounterpart("the activation " + name);
    }
    return (TensorFunction) row.make(Args.none()).module();
  }

  private static TaggerInvoker tagger(Args args) {
    return TaggerInvoker.of(
        args.integer("vocabulary"),
        args.integer("width"),
        args.integer("hidden"),
        args.integer("tags"));
  }
}
