package dev.forja.demo.digits;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.demo.DemoException;
import dev.forja.nn.CrossEntropyLoss;
import dev.forja.optim.AdamW;
import dev.forja.optim.OneCycleLR;
import dev.forja.tensor.Tensor;
import dev.forja.train.Metrics;
import dev.forja.train.Objective;
import dev.forja.train.Scores;
import dev.forja.train.Trainer;
import dev.forja.train.TrainerBuilder;

/** How the models are trained: cross entropy, AdamW, one cycle of the learning rate. */
final class Training {
  static final String ACCURACY = "accuracy";
  private static final int BATCH = 64;
  private static final int VALIDATION_BATCH = 250;
  private static final double MAX_LR = 5e-3;

  private Training() {}

  /** A run over {@code digits}, in an order that the seed decides. */
  static TrainerBuilder<Batch> of(
      Classifier model, Digits digits, Digits validation, int epochs, long seed) {
    DataLoader<Batch> loader = DataLoader.of(digits.dataset(), BATCH).shuffled(seed);
    AdamW optimizer = AdamW.of(model.module().parameters(), MAX_LR);
    return Trainer.builder(model.module(), loader, objective(model))
        .optimizer(optimizer)
        .stepScheduler(OneCycleLR.of(optimizer, MAX_LR, steps(epochs, loader.batches())))
        .validation(DataLoader.of(validation.dataset(), VALIDATION_BATCH));
  }

  private static int steps(int epochs, int batches) {
    int most = Integer.MAX_VALUE / batches;
    if (epochs > most) {
      throw new DemoException(
          "--epochs is %d, but with %d batches an epoch there can be at most %d"
              .formatted(epochs, batches, most));
    }
    return epochs * batches;
  }

  private static Objective<Batch> objective(Classifier model) {
    CrossEntropyLoss loss = CrossEntropyLoss.of();
    return batch -> {
      Tensor logits = model.call().apply(batch.input());
      return Scores.of(loss.call(logits, batch.target()), batch.size())
          .withMetric(ACCURACY, Metrics.accuracy(logits, batch.target()));
    };
  }
}
