package dev.forja.demo.trace;

import dev.forja.demo.digits.CnnInvoker;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.Trace;
import java.util.function.ToLongFunction;

/** The models that the command offers, each with an input to trace it with. */
enum TracedModel {
  cnn {
    @Override
    Traced trace() {
      CnnInvoker model = CnnInvoker.of();
      model.eval();
      Tensor images = Tensor.randn(64, 1, 28, 28);
      Graph graph = NoGrad.call(() -> Trace.record(() -> model.call(images)));
      return new Traced("CNN of digits", "64 images", graph, node -> 0);
    }
  };

  /**
   * A model's trace.
   *
   * @param subtitle what it was taken with
   * @param nanos how long each op took
   */
  record Traced(String title, String subtitle, Graph graph, ToLongFunction<Node> nanos) {}

  abstract Traced trace();
}
