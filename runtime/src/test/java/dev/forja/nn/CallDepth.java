package dev.forja.nn;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Calls a layer, and prints the methods from its call to the tile of the product, once seen. */
final class CallDepth {
  private CallDepth() {}

  public static void main(String[] args) throws InterruptedException {
    Linear layer = Linear.of(256, 256);
    Tensor input = Tensor.randn(32, 256);
    for (int i = 0; i < 3; i++) {
      NoGrad.run(() -> layer.call(input)); // weights that are used again are packed
    }
    Thread caller =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (true) {
                    NoGrad.run(() -> layer.call(input));
                  }
                });
    List<String> methods = List.of();
    while (methods.isEmpty() && caller.isAlive()) {
      Thread.sleep(1); // to look more often would slow down what is looked at
      methods = fromTheCallToTheTile(caller.getStackTrace());
    }
    methods.forEach(System.out::println);
  }

  /** Empty if the thread is elsewhere. */
  private static List<String> fromTheCallToTheTile(StackTraceElement[] innermostFirst) {
    List<String> methods = new ArrayList<>();
    for (StackTraceElement frame : innermostFirst) {
      String type = frame.getClassName();
      String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
      // With fewer registers there is another tile.
      String method = (simple + "." + frame.getMethodName()).replace("Tile6x2", "Tile8x3");
      if (method.equals("Tile8x3.run") || !methods.isEmpty()) {
        methods.addFirst(method);
      }
      if (method.equals("Linear.call")) {
        return methods;
      }
    }
    return List.of();
  }
}
