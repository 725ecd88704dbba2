package dev.forja.benchmarks.judge;

import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TripletOptions;
import java.util.ArrayList;
import java.util.List;

/** Losses, with every reduction. */
final class LossFamilies {
  private static final Reduction[] REDUCTIONS = {Reduction.NONE, Reduction.MEAN, Reduction.SUM};

  private final List<Family> families = new ArrayList<>();

  private LossFamilies() {}

  static List<Family> all() {
    LossFamilies made = new LossFamilies();
    made.families.add(new Family("cross_entropy", LossFamilies::crossEntropy));
    made.families.add(new Family("cross_entropy soft", LossFamilies::soft));
    made.regression();
    made.probabilities();
    made.embeddings();
    return made.families;
  }

  private static Trial crossEntropy(Draw draw) {
    int classes = draw.count(2, 9);
    int n = draw.count(1, 9);
    int reduction = draw.count(0, 2);
    long ignored = draw.flag() ? -100 : classes - 1;
    double smoothing = draw.flag() ? 0 : 0.25;
    CrossEntropyOp op = new CrossEntropyOp(REDUCTIONS[reduction], ignored, (float) smoothing);
    Tensor target = draw.places(Math.max(1, classes - 1), n);
    if (n > 1) {
      target = Tensor.cat(0, Tensor.ofLongs(classes - 1), target.narrow(0, 0, n - 1));
      target = n > 2 ? target.flip(0) : target.roll(1);
    }
    return Trial.of(
        "torch.cross_entropy_loss(a0, a1, a2, %d, %d, %s)".formatted(reduction, ignored, smoothing),
        List.of(draw.leaf(n, classes), target, draw.uniform(0.2, 2, classes)),
        in -> in.get(0).crossEntropy(in.get(1), in.get(2), op));
  }

  private static Trial soft(Draw draw) {
    int classes = draw.count(2, 9);
    int n = draw.count(1, 9);
    int reduction = draw.count(0, 2);
    CrossEntropyOp op = new CrossEntropyOp(REDUCTIONS[reduction], -100, 0.1f);
    return Trial.of(
        "torch.cross_entropy_loss(a0, a1, a2, %d, -100, 0.1)".formatted(reduction),
        List.of(
            draw.leaf(n, classes),
            draw.constant(n, classes).softmax(1),
            draw.uniform(0.2, 2, classes)),
        in -> in.get(0).crossEntropy(in.get(1), in.get(2), op));
  }

  private interface Loss {
    Tensor apply(Tensor input, Tensor target, Reduction reduction);
  }

  private void pair(String name, String code, Loss forja) {
    families.add(
        new Family(
            name,
            draw -> {
              int[] shape = draw.shape(draw.count(1, 3), 8);
              int reduction = draw.count(0, 2);
              return Trial.of(
                  code.formatted(reduction),
                  List.of(draw.leaf(shape), draw.leaf(shape)),
                  in -> forja.apply(in.get(0), in.get(1), REDUCTIONS[reduction]));
            }));
  }

  private void regression() {
    pair("mse_loss", "torch.mse_loss(a0, a1, %d)", Tensor::mseLoss);
    pair("l1_loss", "torch.l1_loss(a0, a1, %d)", Tensor::l1Loss);
    pair(
        "smooth_l1_loss",
        "torch.smooth_l1_loss(a0, a1, %d, 0.7)",
        (x, t, r) -> x.smoothL1Loss(t, 0.7, r));
    pair("huber_loss", "torch.huber_loss(a0, a1, %d, 0.7)", (x, t, r) -> x.huberLoss(t, 0.7, r));
  }

  private void probabilities() {
    families.add(
        new Family(
            "binary_cross_entropy",
            draw -> {
              int[] shape = draw.shape(2, 8);
              int r = draw.count(0, 2);
              return Trial.of(
                  "torch.binary_cross_entropy(a0, a1, a2, %d)".formatted(r),
                  List.of(
                      draw.between(0.01, 0.99, shape),
                      draw.uniform(0, 1, shape),
                      draw.uniform(0, 2, shape)),
                  in -> in.get(0).binaryCrossEntropy(in.get(1), in.get(2), REDUCTIONS[r]));
            }));
    families.add(
        new Family(
            "binary_cross_entropy_with_logits",
            draw -> {
              int[] shape = draw.shape(2, 8);
              int r = draw.count(0, 2);
              return Trial.of(
                  "torch.binary_cross_entropy_with_logits(a0, a1, a2, a3, %d)".formatted(r),
                  List.of(
                      draw.leaf(shape),
                      draw.uniform(0, 1, shape),
                      draw.uniform(0, 2, shape[1]),
                      draw.uniform(0.5, 2, shape[1])),
                  in ->
                      in.get(0)
                          .binaryCrossEntropyWithLogits(
                              in.get(1), in.get(2), in.get(3), REDUCTIONS[r]));
            }));
    families.add(
        new Family(
            "kl_div",
            draw -> {
              int[] shape = draw.shape(2, 8);
              int r = draw.count(0, 2);
              boolean log = draw.flag();
              Tensor target = draw.constant(shape).softmax(1);
              return Trial.of(
                  "torch.kl_div(a0, a1, %d, log_target=%s)".formatted(r, log ? "True" : "False"),
                  List.of(draw.leaf(shape), log ? target.log() : target),
                  in -> in.get(0).klDiv(in.get(1), log, REDUCTIONS[r]));
            }));
  }

  private void embeddings() {
    families.add(
        new Family(
            "cosine_embedding_loss",
            draw -> {
              int n = draw.count(1, 7);
              int e = draw.count(2, 7);
              int r = draw.count(0, 2);
              Tensor signs = Tensor.where(draw.flags(n), Tensor.scalar(1), Tensor.scalar(-1));
              return Trial.of(
                  "torch.cosine_embedding_loss(a0, a1, a2, 0.1, %d)".formatted(r),
                  List.of(draw.leaf(n, e), draw.leaf(n, e), signs),
                  in -> in.get(0).cosineEmbeddingLoss(in.get(1), in.get(2), 0.1, REDUCTIONS[r]));
            }));
    families.add(
        new Family(
            "triplet_margin_loss",
            draw -> {
              int[] s = {draw.count(1, 7), draw.count(2, 7)};
              int r = draw.count(0, 2);
              boolean swap = draw.flag();
              return Trial.of(
                  "torch.triplet_margin_loss(a0, a1, a2, 1.5, 2., 1e-06, %s, %d)"
                      .formatted(swap ? "True" : "False", r),
                  List.of(draw.leaf(s), draw.leaf(s), draw.leaf(s)),
                  in ->
                      in.get(0)
                          .tripletMarginLoss(
                              in.get(1),
                              in.get(2),
                              TripletOptions.defaults()
                                  .withMargin(1.5)
                                  .withP(2)
                                  .withEps(1e-6)
                                  .withSwap(swap),
                              REDUCTIONS[r]));
            }));
  }
}
