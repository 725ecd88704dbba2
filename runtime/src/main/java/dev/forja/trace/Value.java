package dev.forja.trace;

import dev.forja.op.TensorType;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/**
 * A tensor in a {@link Graph}: its origin, and its type when it was traced. Immutable and therefore
 * thread-safe; the tensors of parameters and buffers are the live ones. Values are immutable.
 */
public sealed interface Value {
  /** The index in {@link Graph#values}. */
  int id();

  /** The name in printed form, unique in the graph. */
  String name();

  /** The type of its elements, and its shape. */
  TensorType tensorType();

  /**
   * An input of the graph. Immutable.
   *
   * @param name as given to the trace; else {@code input0}, {@code input1}, ..
   */
  record Input(int id, String name, TensorType tensorType) implements Value {}

  /**
   * A live parameter or buffer of a module; a tied parameter is a single value. Immutable.
   *
   * @param name its first name in the state dict
   */
  record State(int id, String name, Tensor tensor) implements Value {
    @Override
    public TensorType tensorType() {
      return TensorType.of(tensor.array());
    }

    /** Whether this is a parameter rather than a buffer. */
    public boolean isParameter() {
      return tensor instanceof Parameter;
    }
  }

  /**
   * A tensor that was created outside of the trace, or not by an op: its values are part of the
   * graph. Immutable.
   */
  record Constant(int id, Tensor tensor) implements Value {
    @Override
    public String name() {
      return "constant" + id;
    }

    @Override
    public TensorType tensorType() {
      return TensorType.of(tensor.array());
    }
  }

  /**
   * An output of an op. Immutable.
   *
   * @param node the index of the op in {@link Graph#nodes}
   * @param output the index among its outputs
   * @param view whether it shares the storage of an input of the op
   */
  record Result(int id, TensorType tensorType, int node, int output, boolean view)
      implements Value {
    @Override
    public String name() {
      return "%" + id;
    }
  }
}
