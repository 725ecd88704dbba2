package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.nn.CrossEntropyLoss;
import dev.forja.nn.CrossEntropyOptions;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.NllOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TripletOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The losses of {@code torch.nn}, by the name of their class. */
final class LossTable {
  static final FunctionCases CASES =
      new FunctionCases(
          Map.ofEntries(
              entry("CrossEntropyLoss", LossTable::crossEntropy),
              entry("NLLLoss", LossTable::nll),
              entry("MSELoss", (in, args) -> one(in.get(0).mseLoss(in.get(1), reduction(args)))),
              entry("L1Loss", (in, args) -> one(in.get(0).l1Loss(in.get(1), reduction(args)))),
              entry("SmoothL1Loss", LossTable::smoothL1),
              entry("HuberLoss", LossTable::huber),
              entry("BCELoss", LossTable::binaryCrossEntropy),
              entry("BCEWithLogitsLoss", LossTable::binaryCrossEntropyWithLogits),
              entry("KLDivLoss", LossTable::klDiv),
              entry("CosineEmbeddingLoss", LossTable::cosineEmbedding),
              entry("MarginRankingLoss", LossTable::marginRanking),
              entry("TripletMarginLoss", LossTable::tripletMargin)));

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

  private static List<Tensor> smoothL1(List<Tensor> in, Args args) {
    return one(in.get(0).smoothL1Loss(in.get(1), args.number("beta", 1), reduction(args)));
  }

  private static List<Tensor> huber(List<Tensor> in, Args args) {
    return one(in.get(0).huberLoss(in.get(1), args.number("delta", 1), reduction(args)));
  }

  private static List<Tensor> binaryCrossEntropy(List<Tensor> in, Args args) {
    Tensor weight = args.tensor("weight");
    return one(in.get(0).binaryCrossEntropy(in.get(1), weight, reduction(args)));
  }

  private static List<Tensor> binaryCrossEntropyWithLogits(List<Tensor> in, Args args) {
    Tensor weight = args.tensor("weight");
    Tensor positive = args.tensor("pos_weight");
    return one(
        in.get(0).binaryCrossEntropyWithLogits(in.get(1), weight, positive, reduction(args)));
  }

  private static List<Tensor> klDiv(List<Tensor> in, Args args) {
    boolean logTarget = args.flag("log_target", false);
    return one(
        args.text("reduction", "mean").equals("batchmean")
            ? in.get(0).klDivBatchMean(in.get(1), logTarget)
            : in.get(0).klDiv(in.get(1), logTarget, reduction(args)));
  }

  private static List<Tensor> cosineEmbedding(List<Tensor> in, Args args) {
    double margin = args.number("margin", 0);
    return one(in.get(0).cosineEmbeddingLoss(in.get(1), in.get(2), margin, reduction(args)));
  }

  private static List<Tensor> marginRanking(List<Tensor> in, Args args) {
    double margin = args.number("margin", 0);
    return one(in.get(0).marginRankingLoss(in.get(1), in.get(2), margin, reduction(args)));
  }

  private static List<Tensor> tripletMargin(List<Tensor> in, Args args) {
    TripletOptions options =
        new TripletOptions(
            args.number("margin", 1),
            args.number("p", 2),
            args.number("eps", 1e-6),
            args.flag("swap", false));
    return one(in.get(0).tripletMarginLoss(in.get(1), in.get(2), options, reduction(args)));
  }

  private static List<Tensor> one(Tensor loss) {
    return List.of(loss);
  }

  private static Reduction reduction(Args args) {
    return Reduction.valueOf(args.text("reduction", "mean").toUpperCase(Locale.ROOT));
  }

  private static long ignoreIndex(Args args) {
    return args.integer("ignore_index", (int) CrossEntropyOp.IGNORE_INDEX);
  }
}
