package dev.forja.demo.digits;

import dev.forja.demo.DemoException;
import dev.forja.demo.training.RunFolder;
import dev.forja.io.ModelFileException;
import dev.forja.module.NeuralModule;
import dev.forja.module.StateMismatchException;
import dev.forja.tensor.TensorFunction;
import java.nio.file.Files;

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

  /** Loads the best weights of a run. */
  void load(RunFolder results) {
    if (Files.notExists(results.model())) {
      throw new DemoException(
          "there is no trained model in "
              + results.directory()
              + " yet; run 'demo/run digits' first");
    }
    try {
      module.load(results.model());
    } catch (StateMismatchException other) {
      throw new DemoException(
          results.model()
              + " contains another kind of network; pass the --model it was trained with",
          other);
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    }
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
