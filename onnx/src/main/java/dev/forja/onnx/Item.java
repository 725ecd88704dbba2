package dev.forja.onnx;

/** A part of a running graph: a node, or the nodes of one scope. */
sealed interface Item permits Step, Item.Scope {
  /** Reads its inputs from the frame, and puts its outputs there. */
  void run(Frame frame);

  /** The nodes of one scope. */
  record Scope(OnnxScope scope) implements Item {
    @Override
    public void run(Frame frame) {
      scope.runIn(frame);
    }
  }
}
