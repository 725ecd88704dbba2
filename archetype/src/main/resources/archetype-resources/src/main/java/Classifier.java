package ${package};

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** Tells two classes of points of a plane apart. ClassifierInvoker, which calls it, is generated. */
final class Classifier {
  final Linear hidden;
  final Linear out;

  Classifier(int width) {
    hidden = Linear.of(2, width);
    out = Linear.of(width, 2);
  }

  /** Returns the scores of both classes for each of n points. */
  @Forward
  @Shape("n 2")
  Tensor forward(@Shape("n 2") Tensor points) {
    return out.call(hidden.call(points).relu());
  }
}
