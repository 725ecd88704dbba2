package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a graph says of itself: its operator, the version of the operator set, and its
 * attributes, each a {@code Long}, {@code Float}, {@code String}, {@link Tensor}, a {@code List} of
 * longs, floats or strings, or a graph, which only the reader knows; a node that stands for several
 * may also have a list of nodes. Immutable, so any thread may read it.
 *
 * @param op the name of the operator
 * @param name the name of the node, possibly empty
 * @param opset the version of the operator set
 * @param attributes the attributes by name
 * @param outputs the number of outputs that the node names
 */
public record OnnxNode(
    String op, String name, long opset, Map<String, Object> attributes, int outputs) {
  /** Copies the attributes. */
  public OnnxNode {
    attributes = Map.copyOf(attributes);
  }

  /** Whether there is an attribute of this name. */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** An integer. */
  public long integer(String attribute, long otherwise) {
    Long value = get(attribute, Long.class);
    return value == null ? otherwise : value;
  }

  /** An integer that must be there. */
  public long integer(String attribute) {
    return required(attribute, get(attribute, Long.class));
  }

  /** An integer in the range of int. */
  public int small(String attribute, int otherwise) {
    return Sizes.toInt(attribute, integer(attribute, otherwise));
  }

  /** Whether an integer is not 0. */
  public boolean flag(String attribute, boolean otherwise) {
    return integer(attribute, otherwise ? 1 : 0) != 0;
  }

  /** A number. */
  public float number(String attribute, double otherwise) {
    Float value = get(attribute, Float.class);
    return value == null ? (float) otherwise : value;
  }

  /** A text. */
  public String text(String attribute, String otherwise) {
    String value = get(attribute, String.class);
    return value == null ? otherwise : value;
  }

  /** A tensor; null if there is none. */
  public @Nullable Tensor tensor(String attribute) {
    return get(attribute, Tensor.class);
  }

  /** Integers; null if there are none. */
  public long @Nullable [] integers(String attribute) {
    List<?> list = get(attribute, List.class);
    return list == null
        ? null
        : list.stream().mapToLong(each -> element(attribute, each, Long.class)).toArray();
  }

  /** Integers that must be there. */
  public long[] required(String attribute) {
    return required(attribute, integers(attribute));
  }

  /** Integers in the range of int; null if there are none. */
  public int @Nullable [] ints(String attribute) {
    long[] values = integers(attribute);
    return values == null ? null : Sizes.toInts(attribute, values);
  }

  /** Numbers; null if there are none. */
  public float @Nullable [] numbers(String attribute) {
    List<?> list = get(attribute, List.class);
    if (list == null) {
      return null;
    }
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(attribute, list.get(i), Float.class);
    }
    return values;
  }

  /** Nodes, of a node that stands for several. */
  List<OnnxNode> nodes(String attribute) {
    List<?> list = required(attribute, get(attribute, List.class));
    return list.stream().map(each -> element(attribute, each, OnnxNode.class)).toList();
  }

  /** Texts; null if there are none. */
  public @Nullable List<String> texts(String attribute) {
    List<?> list = get(attribute, List.class);
    return list == null
        ? null
        : list.stream().map(each -> element(attribute, each, String.class)).toList();
  }

  private static <T> T element(String attribute, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw wrong(attribute, value, "a list with elements of type " + type.getSimpleName());
    }
    return type.cast(value);
  }

  private <T> @Nullable T get(String attribute, Class<T> type) {
    Object value = attributes.get(attribute);
    if (value == null || type.isInstance(value)) {
      return type.cast(value);
    }
    throw wrong(attribute, value, "a value of type " + type.getSimpleName());
  }

  private static IllegalArgumentException wrong(String attribute, Object value, String expected) {
    return new IllegalArgumentException(
        "the attribute '%s' is a %s, expected %s"
            .formatted(attribute, value.getClass().getSimpleName(), expected));
  }

  private static <T> T required(String attribute, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("the attribute '%s' is missing".formatted(attribute));
    }
    return value;
  }
}
