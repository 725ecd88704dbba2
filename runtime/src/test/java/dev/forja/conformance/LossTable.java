package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.nn.CrossEntropyLoss;
import dev.forja.nn.CrossEntropyOptions;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.NllOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The losses of {@code torch.nn}, by the name of their class. */
final class LossTable {
  static final FunctionCases CASES =
      new FunctionCases(
          Map.ofEntries(
              entry("CrossEntropyLoss", LossTable::crossEntropy),
              entry("NLLLoss", LossTable::nll)));

  private LossTable() {}

  private static List<Tensor> crossEntropy(List<Tensor> in, Args args) {
    CrossEntropyOptions options =
        new CrossEntropyOptions(
            args.tensor("weight"),
            ignoreIndex(args),
            reduction(args),
            args.number("label_smoothing", 0));
    return List.of(CrossEntropyLoss.of(options).call(in.get(0), in.get(1)));
  }

  private static List<Tensor> nll(List<Tensor> in, Args args) {
    NllOp op = new NllOp(reduction(args), ignoreIndex(args));
    Tensor weight = args.tensor("weight");
    return List.of(
        weight == null
            ? Tensor.apply(op, in.get(0), in.get(1))
            : Tensor.apply(op, in.get(0), in.get(1), weight));
  }

  private static Reduction reduction(Args args) {
    return Reduction.valueOf(args.text("reduction", "mean").toUpperCase(Locale.ROOT));
  }

  private static long ignoreIndex(Args args) {
    return args.integer("ignore_index", (int) CrossEntropyOp.IGNORE_INDEX);
  }
}
