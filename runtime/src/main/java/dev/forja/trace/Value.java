package dev.forja.trace;

import dev.forja.op.TensorType;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/** A tensor in a {@link Graph}: where it comes from, and its type when it was traced. */
public sealed interface Value {
  /** The place in {@link Graph#values}. */
  int id();

  /** Its name in texts, unique in its graph. */
  String name();

  /** The type of its elements, and its shape. */
  TensorType tensorType();

  /**
   * What the graph is run on.
   *
   * @param name as given to the trace; else {@code input0}, {@code input1}, ..
   */
  record Input(int id, String name, TensorType tensorType) implements Value {}

  /**
   * A parameter or buffer of a module, the live one: a tied one is one value.
   *
   * @param name its first name in the state dict
   */
  record State(int id, String name, Tensor tensor) implements Value {
    @Override
    public TensorType tensorType() {
      return TensorType.of(tensor.array());
    }

    /** Whether this is a parameter, not a buffer. */
    public boolean isParameter() {
      return tensor instanceof Parameter;
    }
  }

  /** A tensor that was made elsewhere, or by no op: its values are part of the graph. */
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
   * What an op gave.
   *
   * @param node the place of the op in {@link Graph#nodes}
   * @param output the place among its outputs
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
