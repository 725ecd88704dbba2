package ${package};

import dev.forja.optim.AdamW;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/** Trains a classifier on random points: does a point lie in the circle with radius 1/2? */
final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    ClassifierInvoker model = train(300);
    Tensor points = Tensor.of(new float[] {0f, 0f, 0.9f, 0.9f}, 2, 2);
    long[] classes = NoGrad.call(() -> model.call(points)).argmax(1).toLongs();
    System.out.println("(0, 0) is " + (classes[0] == 1 ? "inside" : "outside"));
    System.out.println("(0.9, 0.9) is " + (classes[1] == 1 ? "inside" : "outside"));
    Path file = Path.of("target", "classifier.safetensors");
    model.save(file);
    System.out.println("The model is saved as " + file);
  }

  /** Returns a model that has seen {@code steps} batches of 256 random points. */
  static ClassifierInvoker train(int steps) {
    Randoms.seed(1);
    ClassifierInvoker model = ClassifierInvoker.of(32);
    AdamW optimizer = AdamW.of(model.parameters(), 0.01);
    for (int step = 0; step < steps; step++) {
      Tensor points = points(256);
      Tensor loss = model.call(points).crossEntropy(classes(points));
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    return model;
  }

  /** Returns {@code n} random points between -1 and 1, as a tensor of shape (n, 2). */
  static Tensor points(int n) {
    return Tensor.rand(n, 2).mul(2f).sub(1f);
  }

  /** Returns 1 for each point in the circle and 0 for each point outside. */
  static Tensor classes(Tensor points) {
    float[] at = points.toFloats();
    long[] classes = new long[at.length / 2];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Math.hypot(at[2 * i], at[2 * i + 1]) < 0.5 ? 1 : 0;
    }
    return Tensor.of(classes);
  }
}
