package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.nn.BCELoss;
import dev.forja.nn.BCEWithLogitsLoss;
import dev.forja.nn.CosineEmbeddingLoss;
import dev.forja.nn.CrossEntropyLoss;
import dev.forja.nn.CrossEntropyOptions;
import dev.forja.nn.HuberLoss;
import dev.forja.nn.KLDivLoss;
import dev.forja.nn.KLDivOptions;
import dev.forja.nn.L1Loss;
import dev.forja.nn.MSELoss;
import dev.forja.nn.MarginRankingLoss;
import dev.forja.nn.NLLLoss;
import dev.forja.nn.SmoothL1Loss;
import dev.forja.nn.TripletMarginLoss;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TripletOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The losses of {@code torch.nn}, by the name of their class. */
final class LossTable {
  static final FunctionCases CASES =
      FunctionCases.of(
          MarginLossTable.rows(),
          Map.ofEntries(
              entry("CrossEntropyLoss", LossTable::crossEntropy),
              entry("NLLLoss", LossTable::nll),
              entry(
                  "MSELoss",
                  (in, args) -> one(MSELoss.of(reduction(args)).call(in.get(0), in.get(1)))),
              entry(
                  "L1Loss",
                  (in, args) -> one(L1Loss.of(reduction(args)).call(in.get(0), in.get(1)))),
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
        CrossEntropyOptions.defaults()
            .withWeight(args.tensor("weight"))
            .withIgnoreIndex(ignoreIndex(args))
            .withReduction(reduction(args))
            .withLabelSmoothing(args.number("label_smoothing", 0));
    return List.of(CrossEntropyLoss.of(options).call(in.get(0), in.get(1)));
  }

  private static List<Tensor> nll(List<Tensor> in, Args args) {
    NLLLoss loss = NLLLoss.of(args.tensor("weight"), ignoreIndex(args), reduction(args));
    return one(loss.call(in.get(0), in.get(1)));
  }

  private static List<Tensor> smoothL1(List<Tensor> in, Args args) {
    return one(SmoothL1Loss.of(args.number("beta", 1), reduction(args)).call(in.get(0), in.get(1)));
  }

  private static List<Tensor> huber(List<Tensor> in, Args args) {
    return one(HuberLoss.of(args.number("delta", 1), reduction(args)).call(in.get(0), in.get(1)));
  }

  private static List<Tensor> binaryCrossEntropy(List<Tensor> in, Args args) {
    Tensor weight = args.tensor("weight");
    return one(BCELoss.of(weight, reduction(args)).call(in.get(0), in.get(1)));
  }

  private static List<Tensor> binaryCrossEntropyWithLogits(List<Tensor> in, Args args) {
    Tensor weight = args.tensor("weight");
    Tensor positive = args.tensor("pos_weight");
    return one(BCEWithLogitsLoss.of(weight, positive, reduction(args)).call(in.get(0), in.get(1)));
  }

  private static List<Tensor> klDiv(List<Tensor> in, Args args) {
    boolean batchMean = args.text("reduction", "mean").equals("batchmean");
    KLDivOptions options = KLDivOptions.defaults().withLogTarget(args.flag("log_target", false));
    KLDivLoss loss =
        KLDivLoss.of(batchMean ? options.withBatchMean() : options.withReduction(reduction(args)));
    return one(loss.call(in.get(0), in.get(1)));
  }

  private static List<Tensor> cosineEmbedding(List<Tensor> in, Args args) {
    double margin = args.number("margin", 0);
    return one(
        CosineEmbeddingLoss.of(margin, reduction(args)).call(in.get(0), in.get(1), in.get(2)));
  }

  private static List<Tensor> marginRanking(List<Tensor> in, Args args) {
    double margin = args.number("margin", 0);
    return one(MarginRankingLoss.of(margin, reduction(args)).call(in.get(0), in.get(1), in.get(2)));
  }

  private static List<Tensor> tripletMargin(List<Tensor> in, Args args) {
    TripletOptions options =
        TripletOptions.defaults()
            .withMargin(args.number("margin", 1))
            .withP(args.number("p", 2))
            .withEps(args.number("eps", 1e-6))
            .withSwap(args.flag("swap", false));
    return one(
        TripletMarginLoss.of(options, reduction(args)).call(in.get(0), in.get(1), in.get(2)));
  }

  private static List<Tensor> one(Tensor loss) {
    return List.of(loss);
  }

  private static Reduction reduction(Args args) {
    if (args.has("size_average") || args.has("reduce")) { // an earlier way to specify the reduction
      boolean mean = args.flag("size_average", true);
      boolean reduced = args.flag("reduce", true);
      args.text("reduction", "mean");
      return !reduced ? Reduction.NONE : mean ? Reduction.MEAN : Reduction.SUM;
    }
    return Reduction.valueOf(args.text("reduction", "mean").toUpperCase(Locale.ROOT));
  }

  private static long ignoreIndex(Args args) {
    return args.integer("ignore_index", (int) CrossEntropyOp.IGNORE_INDEX);
  }
}
