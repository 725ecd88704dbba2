package dev.forja.conformance;

import dev.forja.conformance.FunctionCases.Function;
import dev.forja.nn.CTCLoss;
import dev.forja.nn.GaussianNLLLoss;
import dev.forja.nn.HingeEmbeddingLoss;
import dev.forja.nn.MultiLabelMarginLoss;
import dev.forja.nn.MultiLabelSoftMarginLoss;
import dev.forja.nn.MultiMarginLoss;
import dev.forja.nn.PoissonNLLLoss;
import dev.forja.nn.SoftMarginLoss;
import dev.forja.nn.TripletMarginWithDistanceLoss;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Further losses of {@code torch.nn}, by the name of their class. A weight is the last input. */
final class MarginLossTable {
  private MarginLossTable() {}

  static Map<String, Function> rows() {
    return Map.of(
        "CTCLoss",
        MarginLossTable::ctc,
        "PoissonNLLLoss",
        (in, args) ->
            List.of(
                PoissonNLLLoss.of(
                        args.flag("log_input", true),
                        args.flag("full", false),
                        args.number("eps", 1e-8),
                        reduction(args))
                    .call(in.get(0), in.get(1))),
        "GaussianNLLLoss",
        (in, args) ->
            List.of(
                GaussianNLLLoss.of(
                        args.flag("full", false), args.number("eps", 1e-6), reduction(args))
                    .call(in.get(0), in.get(1), in.get(2))),
        "HingeEmbeddingLoss",
        (in, args) ->
            List.of(
                HingeEmbeddingLoss.of(args.number("margin", 1), reduction(args))
                    .call(in.get(0), in.get(1))),
        "SoftMarginLoss",
        (in, args) -> List.of(SoftMarginLoss.of(reduction(args)).call(in.get(0), in.get(1))),
        "MultiMarginLoss",
        (in, args) ->
            List.of(
                MultiMarginLoss.of(
                        args.integer("p", 1),
                        args.number("margin", 1),
                        weight(in, 2),
                        reduction(args))
                    .call(in.get(0), in.get(1))),
        "MultiLabelMarginLoss",
        (in, args) -> List.of(MultiLabelMarginLoss.of(reduction(args)).call(in.get(0), in.get(1))),
        "MultiLabelSoftMarginLoss",
        (in, args) ->
            List.of(
                MultiLabelSoftMarginLoss.of(weight(in, 2), reduction(args))
                    .call(in.get(0), in.get(1))),
        "TripletMarginWithDistanceLoss",
        (in, args) ->
            List.of(
                TripletMarginWithDistanceLoss.of(
                        (a, b) -> a.pairwiseDistance(b, 2, 1e-6, false),
                        args.number("margin", 1),
                        args.flag("swap", false),
                        reduction(args))
                    .call(in.get(0), in.get(1), in.get(2))));
  }

  private static @Nullable Tensor weight(List<Tensor> in, int place) {
    return in.size() > place ? in.get(place) : null;
  }

  private static Reduction reduction(Args args) {
    return args.option("reduction", Reduction.MEAN);
  }

  /** The cases hold what goes into the softmax, because the gradient is that by it. */
  private static List<Tensor> ctc(List<Tensor> in, Args args) {
    CTCLoss loss =
        CTCLoss.of(args.integer("blank", 0), reduction(args), args.flag("zero_infinity", false));
    return List.of(loss.call(in.get(0).logSoftmax(-1), in.get(1), in.get(2), in.get(3)));
  }
}
