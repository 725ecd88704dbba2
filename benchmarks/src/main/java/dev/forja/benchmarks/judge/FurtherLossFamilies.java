package dev.forja.benchmarks.judge;

import dev.forja.array.DType;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Losses of margins, of distributions, and of sequences, with every reduction. */
final class FurtherLossFamilies {
  private static final Reduction[] REDUCTIONS = {Reduction.NONE, Reduction.MEAN, Reduction.SUM};

  private final List<Family> families = new ArrayList<>();

  private FurtherLossFamilies() {}

  static List<Family> all() {
    FurtherLossFamilies made = new FurtherLossFamilies();
    made.margins();
    made.classes();
    made.distributions();
    made.family("ctc_loss", FurtherLossFamilies::ctc);
    return made.families;
  }

  private void family(String name, Function<Draw, Trial> make) {
    families.add(new Family(name, make));
  }

  private static String yes(boolean value) {
    return value ? "True" : "False";
  }

  private static Tensor signs(Draw draw, int... shape) {
    return draw.flags(shape).to(DType.F32).mul(2).sub(1).detach();
  }

  private void margins() {
    family(
        "hinge_embedding_loss",
        draw -> {
          int[] s = draw.shape(2, 6);
          int r = draw.count(0, 2);
          return Trial.of(
              "torch.hinge_embedding_loss(a0, a1, 0.8, %d)".formatted(r),
              List.of(draw.leaf(s), signs(draw, s)),
              in -> in.get(0).hingeEmbeddingLoss(in.get(1), 0.8, REDUCTIONS[r]));
        });
    family(
        "soft_margin_loss",
        draw -> {
          int[] s = draw.shape(2, 6);
          int r = draw.count(0, 2);
          return Trial.of(
              "torch.soft_margin_loss(a0, a1, %d)".formatted(r),
              List.of(draw.leaf(s), signs(draw, s)),
              in -> in.get(0).softMarginLoss(in.get(1), REDUCTIONS[r]));
        });
    family(
        "margin_ranking_loss",
        draw -> {
          int[] s = draw.shape(2, 6);
          int r = draw.count(0, 2);
          return Trial.of(
              "torch.margin_ranking_loss(a0, a1, a2, 0.4, %d)".formatted(r),
              List.of(draw.leaf(s), draw.leaf(s), signs(draw, s)),
              in -> in.get(0).marginRankingLoss(in.get(1), in.get(2), 0.4, REDUCTIONS[r]));
        });
  }

  private void classes() {
    family(
        "multi_margin_loss",
        draw -> {
          int n = draw.count(1, 6);
          int c = draw.count(2, 6);
          int r = draw.count(0, 2);
          int p = draw.count(1, 2);
          return Trial.of(
              "torch.multi_margin_loss(a0, a1, %d, 0.7, a2, %d)".formatted(p, r),
              List.of(draw.leaf(n, c), draw.places(c, n), draw.uniform(0.2, 2, c)),
              in -> in.get(0).multiMarginLoss(in.get(1), p, 0.7, in.get(2), REDUCTIONS[r]));
        });
    family(
        "multilabel_margin_loss",
        draw -> {
          int n = draw.count(1, 6);
          int c = draw.count(2, 6);
          int r = draw.count(0, 2);
          Tensor order = draw.uniform(0, 1, n, c).argsort(1, false);
          Tensor target = order.maskedFill(draw.flags(n, c).logicalNot(), -1).detach();
          return Trial.of(
              "torch.multilabel_margin_loss(a0, a1, %d)".formatted(r),
              List.of(draw.leaf(n, c), target),
              in -> in.get(0).multilabelMarginLoss(in.get(1), REDUCTIONS[r]));
        });
    family(
        "nll_loss",
        draw -> {
          int n = draw.count(1, 6);
          int c = draw.count(2, 6);
          return Trial.of(
              "torch.nll_loss(torch.log_softmax(a0, 1), a1)",
              List.of(draw.leaf(n, c), draw.places(c, n)),
              in -> in.get(0).logSoftmax(1).nllLoss(in.get(1)));
        });
  }

  private void distributions() {
    family(
        "poisson_nll_loss",
        draw -> {
          int[] s = draw.shape(2, 6);
          int r = draw.count(0, 2);
          boolean log = draw.flag();
          boolean full = draw.flag();
          return Trial.of(
              "torch.poisson_nll_loss(a0, a1, %s, %s, 1e-08, %d)".formatted(yes(log), yes(full), r),
              List.of(draw.between(0.1, 2, s), draw.places(6, s).to(DType.F32).detach()),
              in -> in.get(0).poissonNllLoss(in.get(1), log, full, 1e-8, REDUCTIONS[r]));
        });
    family(
        "gaussian_nll_loss",
        draw -> {
          int[] s = draw.shape(2, 6);
          boolean full = draw.flag();
          return new Trial(
              """
              d = torch.square(torch.sub(a0, a1))
              h = torch.mul(torch.add(torch.log(a2), torch.div(d, a2)), 0.5)
              y = torch.mean(torch.add(h, %s))"""
                  .formatted(full ? 0.5 * StrictMath.log(2 * StrictMath.PI) : 0.0),
              List.of(draw.leaf(s), draw.leaf(s), draw.between(0.3, 3, s)),
              in -> in.get(0).gaussianNllLoss(in.get(1), in.get(2), full, 1e-6, Reduction.MEAN));
        });
  }

  /** Targets that fit into the inputs even where classes repeat. */
  private static Trial ctc(Draw draw) {
    int n = draw.count(1, 3);
    int c = draw.count(2, 5);
    int most = draw.count(1, 3);
    int t = 2 * most + 1 + draw.count(0, 4);
    int r = draw.count(0, 2);
    long[] inputs = new long[n];
    long[] targets = new long[n];
    Arrays.setAll(inputs, _ -> draw.count(2 * most + 1, t));
    Arrays.setAll(targets, _ -> draw.count(1, most));
    boolean infinite = draw.flag();
    return Trial.of(
        "torch.ctc_loss(torch.log_softmax(a0, 2), a1, %s, %s, 0, %d, %s)"
            .formatted(Arrays.toString(inputs), Arrays.toString(targets), r, yes(infinite)),
        List.of(draw.leaf(t, n, c), draw.places(c - 1, n, most).add(Tensor.scalarLong(1))),
        in ->
            in.get(0)
                .logSoftmax(2)
                .ctcLoss(
                    in.get(1),
                    Tensor.ofLongs(inputs),
                    Tensor.ofLongs(targets),
                    0,
                    REDUCTIONS[r],
                    infinite));
  }
}
