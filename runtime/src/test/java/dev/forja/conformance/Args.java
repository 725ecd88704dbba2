package dev.forja.conformance;

import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a case under their torch names. It records which of them were requested, so that
 * a row that ignores an argument fails instead of testing something else.
 */
final class Args {
  /** Arguments that determine how PyTorch computes a result without changing it. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "capturable",
          "device",
          "differentiable",
          "dtype",
          "foreach",
          "fused",
          "inplace",
          "last_epoch",
          "sparse",
          "sparse_grad",
          "verbose");

  private final Map<String, @Nullable Object> values;
  private final @Nullable CaseFile file;
  private final Map<String, Tensor> inputs;
  private final Set<String> unheeded;

  Args(Map<String, @Nullable Object> values, @Nullable CaseFile file) {
    this(values, file, Map.of());
  }

  /** Arguments in addition to inputs, some of which are keywords too. */
  Args(Map<String, @Nullable Object> values, @Nullable CaseFile file, Map<String, Tensor> inputs) {
    this.values = values;
    this.file = file;
    this.inputs = inputs;
    this.unheeded = new TreeSet<>(values.keySet());
    this.unheeded.removeAll(WITHOUT_EFFECT);
  }

  /** No arguments: all have their defaults. */
  static Args none() {
    return new Args(Map.of(), null);
  }

  /** Whether the argument is there and not None. */
  boolean has(String name) {
    return get(name) != null;
  }

  /** Whether the argument is there and None. */
  boolean isNull(String name) {
    return values.containsKey(name) && get(name) == null;
  }

  /** The input of this name; null if there is none. */
  @Nullable Tensor input(String name) {
    return inputs.get(name);
  }

  /** The first number among those that are present, in the type that torch gives it. */
  Tensor scalar(String... names) {
    for (String name : names) {
      if (has(name)) {
        return require(name) instanceof Long whole
            ? Tensor.scalarLong(whole)
            : Tensor.scalar(number(name));
      }
    }
    throw new IllegalArgumentException("the case has none of " + List.of(names));
  }

  int integer(String name) {
    return Math.toIntExact((Long) require(name));
  }

  int integer(String name, int otherwise) {
    return has(name) ? integer(name) : otherwise;
  }

  double number(String name) {
    return toDouble(require(name));
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  @Nullable Integer integerOrNull(String name) {
    return has(name) ? integer(name) : null;
  }

  @Nullable Double numberOrNull(String name) {
    return has(name) ? number(name) : null;
  }

  boolean flag(String name, boolean otherwise) {
    return has(name) ? (Boolean) require(name) : otherwise;
  }

  String text(String name, String otherwise) {
    return has(name) ? (String) require(name) : otherwise;
  }

  /** An integer, or the only element of a list. */
  int single(String name, int otherwise) {
    return has(name) ? integers(name)[0] : otherwise;
  }

  /** A list of integers; a single integer is a list of length 1. */
  int[] integers(String name) {
    return require(name) instanceof List<?> list
        ? list.stream().mapToInt(item -> Math.toIntExact((Long) item)).toArray()
        : new int[] {integer(name)};
  }

  /** Whether the argument is a string. */
  boolean isText(String name) {
    return get(name) instanceof String;
  }

  /** Whether the argument is a list. */
  boolean isList(String name) {
    return get(name) instanceof List<?>;
  }

  List<?> list(String name) {
    return (List<?>) require(name);
  }

  /** An argument that is a tensor of the file; null if it is absent. */
  @Nullable Tensor tensor(String name) {
    return has(name) ? Objects.requireNonNull(file).tensor((String) require(name)) : null;
  }

  /** A list of numbers; a single number is a list of length 1. */
  List<Double> numbers(String name) {
    return require(name) instanceof List<?> list
        ? list.stream().map(item -> toDouble(Objects.requireNonNull(item))).toList()
        : List.of(number(name));
  }

  /** The constant of an enum whose name is the text of this argument. */
  <E extends Enum<E>> E option(String name, E otherwise) {
    String text = text(name, otherwise.name());
    return Enum.valueOf(
        otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Fails if there are arguments that were not requested. */
  void checkAllHeeded() {
    if (!unheeded.isEmpty()) {
      throw new NoCounterpart("the arguments " + unheeded);
    }
  }

  private @Nullable Object get(String name) {
    unheeded.remove(name);
    return values.get(name);
  }

  private Object require(String name) {
    Object value = get(name);
    if (value == null) {
      throw new IllegalArgumentException("the case has no argument " + name);
    }
    return value;
  }

  private static double toDouble(Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case Boolean truth -> truth ? 1 : 0;
      case String text when text.equals("inf") -> Double.POSITIVE_INFINITY;
      case String text when text.equals("-inf") -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("not a number: " + value);
    };
  }
}
