package com.example.circle;

import dev.forja.optim.AdamW;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;

/** Trains the model, asks it about two points, and prints the names of the modules. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    Randoms.seed(1);
    CircleInvoker model = CircleInvoker.of();
    AdamW optimizer = AdamW.of(model.parameters(), 0.01);
    for (int step = 0; step < 300; step++) {
      Tensor points = Tensor.rand(256, 2).mul(2f).sub(1f);
      Tensor loss = model.call(points).crossEntropy(inside(points));
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    Tensor points = Tensor.of(new float[] {0f, 0f, 0.9f, 0.9f}, 2, 2);
    long[] classes = model.call(points).argmax(1).toLongs();
    System.out.println("(0, 0): " + classes[0] + ", (0.9, 0.9): " + classes[1]);
    System.out.println(Main.class.getModule() + " on " + Tensor.class.getModule());
  }

  private static Tensor inside(Tensor points) {
    float[] at = points.toFloats();
    long[] classes = new long[at.length / 2];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = Math.hypot(at[2 * i], at[2 * i + 1]) < 0.5 ? 1 : 0;
    }
    return Tensor.of(classes);
  }
}
