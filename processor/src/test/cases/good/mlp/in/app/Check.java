package app;

import dev.forja.ShapeMismatchException;
import dev.forja.spi.Shaped;
import dev.forja.fake.FakeTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** The first minute of the manual. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    MlpInvoker model = MlpInvoker.of(784, 256, 10);
    equal("[3, 10]", shape(model.call(new FakeTensor(3, 784))));

    List<String> seen = new ArrayList<>();
    try (var watch =
        model.observeForward(
            (_, args, result) -> seen.add(shape(args.images()) + " " + shape(result)))) {
      model.call(new FakeTensor(2, 784));
      equal(true, watch.isActive());
    }
    model.call(new FakeTensor(2, 784));
    equal(List.of("[2, 784] [2, 10]"), seen);

    model.registerForwardPreHook((_, args) -> args.withImages(new FakeTensor(7, 784)));
    equal("[7, 10]", shape(model.call(new FakeTensor(1, 784))));
    model.callHooks().clear();

    UnaryOperator<FakeTensor> function = model;
    equal("[1, 10]", shape(function.apply(new FakeTensor(1, 784))));
    equal("hidden", model.hidden().path());
    equal(2, model.modules(Linear.class).size());
    equal(true, model.eval().hidden().freeze(true).isFrozen());
    equal(
        "Mlp(\n  (hidden): Linear(in=784, out=256)\n  (out): Linear(in=256, out=10)\n)",
        model.toString());

    try {
      model.call(new FakeTensor(1, 783));
      throw new AssertionError("a wrong shape was taken");
    } catch (ShapeMismatchException mismatch) {
      equal(
          "Mlp: images has shape [1, 783], but @Shape(\"n 784\") wants 784 in dimension 1",
          mismatch.getMessage());
    }
    equal(200, ProductInvoker.of(10, 20, 30).call());
  }

  private static String shape(Shaped tensor) {
    return Arrays.toString(tensor.shape());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
