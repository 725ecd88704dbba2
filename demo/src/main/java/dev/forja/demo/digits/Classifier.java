package dev.forja.demo.digits;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.TensorFunction;

/**
 * A model that tells digits apart.
 *
 * @param module the model as a module: its tree, its state
 * @param call the model as a function from images [n, 1, 28, 28] to logits [n, 10]
 */
record Classifier(NeuralModule module, TensorFunction call) {
  /** The two views of one generated invoker. */
  static <M extends NeuralModule & TensorFunction> Classifier of(M model) {
    return new Classifier(model, model);
  }

  /** The models that the command offers. */
  enum Kind {
    cnn {
      @Override
      Classifier create() {
        return Classifier.of(CnnInvoker.of());
      }
    },
    mlp {
      @Override
      Classifier create() {
        return Classifier.of(MlpInvoker.of(Digits.SIZE * Digits.SIZE, 256, Digits.CLASSES));
      }
    };

    abstract Classifier create();
  }
}
