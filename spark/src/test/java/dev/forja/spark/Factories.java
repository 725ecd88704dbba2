package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;

/** Factories of models for tests. */
public final class Factories {
  private Factories() {}

  /** Four numbers to three; the weights are always the same. */
  public static final class Seeded implements ModelFactory {
    @Override
    public NeuralModule create(String settings) {
      return Randoms.callWith(new Philox(7), () -> Mlp.of(4, 8, 3));
    }
  }

  /** The same sizes, with other weights. */
  public static final class Unseeded implements ModelFactory {
    @Override
    public NeuralModule create(String settings) {
      return Mlp.of(4, Integer.parseInt(settings), 3);
    }
  }

  /** Two inputs and three outputs; it refuses rows whose bias is negative. */
  public static final class TwoInputs implements ModelFactory {
    @Override
    public NeuralModule create(String settings) {
      return Randoms.callWith(new Philox(7), () -> Mlp.of(4, 8, 3));
    }

    @Override
    public List<Tensor> call(NeuralModule model, List<Tensor> inputs) {
      for (float bias : inputs.get(1).toFloats()) {
        if (bias < 0) {
          throw new IllegalArgumentException("the bias " + bias + " is negative");
        }
      }
      Tensor logits = ((Mlp) model).call(inputs.get(0)).add(inputs.get(1).unsqueeze(1));
      return List.of(logits, logits.argmax(1), logits.sum(1).gt(0f));
    }
  }
}
