package dev.forja.onnx.operators;

/**
 * Computes the outputs of one kind of node. Implementations keep no state, so many threads may run
 * them at once.
 */
@FunctionalInterface
public interface Operator {
  /**
   * Reads the inputs and attributes of a call and gives its outputs.
   *
   * @throws IllegalArgumentException if they do not suit this operator; the message says why
   */
  void run(Call call);
}
