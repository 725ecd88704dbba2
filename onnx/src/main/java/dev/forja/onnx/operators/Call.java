package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a node: its inputs, and the outputs that its operator gives. For one thread. */
public final class Call {
  private final OnnxNode node;
  private final List<@Nullable OnnxValue> inputs;
  private final Function<String, @Nullable Subgraph> subgraphs;
  private final List<@Nullable OnnxValue> outputs = new ArrayList<>();

  /** The inputs in order; null for one that is left out. */
  public Call(
      OnnxNode node,
      List<@Nullable OnnxValue> inputs,
      Function<String, @Nullable Subgraph> subgraphs) {
    this.node = node;
    this.inputs = inputs;
    this.subgraphs = subgraphs;
  }

  /** What the node says of itself. */
  public OnnxNode node() {
    return node;
  }

  /** The number of inputs, with those left out in between. */
  int count() {
    return inputs.size();
  }

  /** The values of the inputs. */
  List<@Nullable OnnxValue> values() {
    return inputs;
  }

  boolean has(int index) {
    return index < inputs.size() && inputs.get(index) != null;
  }

  /** A tensor that must be there. */
  Tensor x(int index) {
    Tensor tensor = optional(index);
    if (tensor == null) {
      throw new IllegalArgumentException("its input %d is missing".formatted(index));
    }
    return tensor;
  }

  /** A tensor; null if it is left out. */
  @Nullable Tensor optional(int index) {
    OnnxValue value = has(index) ? inputs.get(index) : null;
    return switch (value) {
      case null -> null;
      case OnnxValue.Single(Tensor tensor) -> tensor;
      case OnnxValue.Sequence _, OnnxValue.Nothing _ ->
          throw new IllegalArgumentException(
              "its input %d is a sequence or an empty optional, expected a tensor"
                  .formatted(index));
    };
  }

  /** A value that must be there. */
  OnnxValue value(int index) {
    OnnxValue value = has(index) ? inputs.get(index) : null;
    if (value == null) {
      throw new IllegalArgumentException("its input %d is missing".formatted(index));
    }
    return value;
  }

  /** A sequence that must be there. */
  List<Tensor> sequence(int index) {
    if (value(index) instanceof OnnxValue.Sequence(List<Tensor> tensors)) {
      return tensors;
    }
    throw new IllegalArgumentException("its input %d is no sequence".formatted(index));
  }

  /** All inputs, which must be tensors. */
  Tensor[] all() {
    Tensor[] all = new Tensor[inputs.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = x(i);
    }
    return all;
  }

  /** The integers of an input. */
  long[] longs(int index) {
    Tensor x = x(index);
    if (x.dtype().isFloat()) {
      throw new IllegalArgumentException(
          "its input %d is %s, expected integers".formatted(index, x.dtype()));
    }
    return x.toLongs();
  }

  /** The only integer of an input. */
  long number(int index) {
    long[] values = longs(index);
    if (values.length != 1) {
      throw new IllegalArgumentException(
          "its input %d has %d elements, expected one".formatted(index, values.length));
    }
    return values[0];
  }

  /** The only number of an input, as a float. */
  float decimal(int index) {
    float[] values = x(index).toFloats();
    if (values.length != 1) {
      throw new IllegalArgumentException(
          "its input %d has %d elements, expected one".formatted(index, values.length));
    }
    return values[0];
  }

  /** An input of floats that must be there. */
  Tensor floats(int index) {
    Tensor x = x(index);
    if (x.dtype() != DType.F32) {
      throw new IllegalArgumentException(
          "its input %d is %s, expected float32".formatted(index, x.dtype()));
    }
    return x;
  }

  /** A dimension of the first input from an attribute. */
  int axis(String attribute, long otherwise, int rank) {
    return Sizes.dim(attribute, node.integer(attribute, otherwise), rank);
  }

  Subgraph subgraph(String attribute) {
    Subgraph graph = subgraphs.apply(attribute);
    if (graph == null) {
      throw new IllegalArgumentException("the graph '%s' is missing".formatted(attribute));
    }
    return graph;
  }

  /** Whether the node names the output at this index. */
  boolean wants(int index) {
    return index < node.outputs();
  }

  void give(Tensor tensor) {
    outputs.add(OnnxValue.of(tensor));
  }

  void give(@Nullable OnnxValue value) {
    outputs.add(value);
  }

  /** The outputs given so far. */
  public List<@Nullable OnnxValue> outputs() {
    return Collections.unmodifiableList(outputs);
  }
}
