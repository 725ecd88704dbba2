package dev.forja.demo.write;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.models.decoder.Gpt2;
import dev.forja.optim.AdamOptions;
import dev.forja.optim.AdamW;
import dev.forja.optim.OneCycleLR;
import dev.forja.optim.OneCycleOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import dev.forja.train.Objective;
import dev.forja.train.Scores;
import dev.forja.train.Trainer;
import dev.forja.train.TrainerBuilder;
import java.util.List;

/**
 * How the model is trained: cross entropy, AdamW, one cycle of the learning rate, and gradients cut
 * to a norm of 1. Since the book is small, weights decay, and there is dropout.
 */
final class Training {
  static final double DROPOUT = 0.1;

  /** How many stretches make a batch. */
  static final int BATCH = 4;

  /** How many tokens a batch has. */
  static final int TOKENS = BATCH * SmallGpt.LENGTH;

  private static final int HELD_OUT_BATCH = 8;
  private static final double MAX_LR = 2e-3;
  private static final double DECAY = 0.1;
  private static final double MAX_NORM = 1;
  private static final double WARM_UP = 0.05;
  private static final double FINAL_DIVISION = 4;

  private Training() {}

  /** A run over the book, whose stretches follow from the seed. */
  static TrainerBuilder<Batch> of(Gpt2 model, Book book, int epochs, long seed) {
    RandomStarts starts = new RandomStarts(seed);
    DataLoader<Batch> loader =
        DataLoader.of(Windows.anywhere(book.training(), SmallGpt.LENGTH, starts), BATCH).dropLast();
    AdamW optimizer = optimizer(model);
    OneCycleOptions cycle =
        OneCycleOptions.defaults()
            .withPctStart(WARM_UP)
            .withCycleMomentum(false)
            .withFinalDivFactor(FINAL_DIVISION);
    return Trainer.builder(model, loader, objective(model))
        .optimizer(optimizer)
        .stepScheduler(
            OneCycleLR.of(optimizer, MAX_LR, Math.multiplyExact(epochs, loader.batches()), cycle))
        .clipNorm(MAX_NORM)
        .validation(
            DataLoader.of(Windows.sideBySide(book.heldOut(), SmallGpt.LENGTH), HELD_OUT_BATCH))
        .listener(starts);
  }

  /** Matrices decay; biases, and the factors of norms, do not. */
  private static AdamW optimizer(Gpt2 model) {
    List<Parameter> all = model.parameters();
    AdamOptions options = AdamW.defaults().withLr(MAX_LR).withBetas(0.9, 0.99);
    AdamW optimizer =
        AdamW.of(
            all.stream().filter(parameter -> parameter.rank() == 2).toList(),
            options.withWeightDecay(DECAY));
    optimizer.addGroup(
        all.stream().filter(parameter -> parameter.rank() != 2).toList(),
        options.withWeightDecay(0));
    return optimizer;
  }

  private static Objective<Batch> objective(Gpt2 model) {
    return batch -> {
      Tensor scores = model.call(batch.input()).flatten(0, 1);
      return Scores.of(scores.crossEntropy(batch.target().flatten()), batch.target().count());
    };
  }
}
