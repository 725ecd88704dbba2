package dev.forja.demo.trace;

import dev.forja.array.DType;
import dev.forja.demo.digits.CnnInvoker;
import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.nn.CrossEntropyLoss;
import dev.forja.optim.AdamW;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Profile;
import java.util.Collections;

/** The models that the command offers, each with an input to trace it with. */
enum TracedModel {
  cnn {
    @Override
    Traced trace() {
      CnnInvoker model = CnnInvoker.of();
      model.eval();
      Tensor images = Tensor.randn(64, 1, 28, 28);
      Profile profile = NoGrad.call(() -> Profile.of(() -> model.call(images)));
      return new Traced("CNN of digits", "64 images", profile);
    }
  },
  training {
    @Override
    Traced trace() {
      CnnInvoker model = CnnInvoker.of();
      CrossEntropyLoss loss = CrossEntropyLoss.of();
      AdamW optimizer = AdamW.of(model.parameters(), 1e-3);
      Tensor images = Tensor.randn(64, 1, 28, 28);
      Tensor digits = Tensor.zeros(64).to(DType.I64);
      Profile profile =
          Profile.of(
              () -> {
                optimizer.zeroGrad();
                Tensor error = loss.call(model.call(images), digits);
                error.backward();
                optimizer.step();
                return error;
              });
      return new Traced("A training step of the CNN of digits", "64 images", profile);
    }
  },
  minilm {
    @Override
    Traced trace() {
      MiniLm model = MiniLm.load(null, notice -> {});
      int[] tokens = model.tokens(TEXT).ids();
      Batch batch = Batch.of(Collections.nCopies(8, tokens));
      Profile profile =
          NoGrad.call(
              () ->
                  Profile.of(
                      () -> model.embedder().model().call(batch.ids(), batch.mask(), null, null)));
      return new Traced(
          "all-MiniLM-L6-v2", "8 texts of %d tokens".formatted(tokens.length), profile);
    }
  };

  private static final String TEXT =
      "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in"
          + " my purse, and nothing particular to interest me on shore, I thought I would sail"
          + " about a little and see the watery part of the world.";

  /**
   * The profile of a model's run.
   *
   * @param subtitle a description of the input
   */
  record Traced(String title, String subtitle, Profile profile) {}

  abstract Traced trace();
}
