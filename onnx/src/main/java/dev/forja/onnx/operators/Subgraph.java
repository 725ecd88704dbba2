package dev.forja.onnx.operators;

import java.util.List;

/**
 * A graph that a node holds as an attribute, such as the body of a loop, bound to the values of the
 * graph around it. Used by the thread of the call.
 */
public interface Subgraph {
  /** The number of inputs. */
  int inputs();

  /** The number of outputs. */
  int outputs();

  /** Runs the graph once. */
  List<OnnxValue> run(List<OnnxValue> inputs);
}
