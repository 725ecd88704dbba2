package dev.forja.processor.prove;

import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** What is known about the value of an expression. */
sealed interface Value {
  /** An unknown value. */
  Value UNKNOWN = new Unknown();

  /** The null reference. */
  Value NULL = new Null();

  record Unknown() implements Value {}

  record Null() implements Value {}

  /** An integer. */
  record Int(Size size) implements Value {}

  record Bool(boolean value) implements Value {}

  record Text(String value) implements Value {}

  /** A constant of an enum, by its name. */
  record Constant(String name) implements Value {}

  /** An array of integers. */
  record Ints(List<Size> sizes) implements Value {}

  /**
   * A list or an array whose elements are known individually.
   *
   * @param fixed whether the elements cannot be replaced
   */
  record Items(List<Value> items, boolean fixed) implements Value {
    Items(List<Value> items) {
      this(items, true);
    }
  }

  /**
   * A possibly empty list, array or stream of elements that are all described by one value.
   *
   * @param fixed whether the elements cannot be replaced
   */
  record Repeated(Value item, boolean fixed) implements Value {
    Repeated(Value item) {
      this(item, true);
    }
  }

  /** A lambda or a method reference, with its captured scope. */
  record Code(TreePath path, Scope scope) implements Value {}

  /**
   * A tensor.
   *
   * @param dims its shape
   * @param nullable whether it may be null
   * @param origin the last call of a module that it came from
   */
  record Tensor(Dims dims, boolean nullable, @Nullable Origin origin) implements Value {
    Tensor(Dims dims) {
      this(dims, false, null);
    }

    Tensor with(@Nullable Origin newOrigin) {
      return new Tensor(dims, nullable, newOrigin);
    }

    Tensor with(Dims newDims) {
      return new Tensor(newDims, nullable, origin);
    }

    Tensor with(boolean newNullable) {
      return newNullable == nullable ? this : new Tensor(dims, newNullable, origin);
    }
  }

  /**
   * An object of which some fields are known: a record, or a module.
   *
   * @param made where and how it was created, for messages; empty if that is not known
   * @param type its class; null if that is not known
   */
  record Struct(Map<String, Value> fields, String made, @Nullable TypeElement type)
      implements Value {
    Value field(String name) {
      return fields.getOrDefault(name, UNKNOWN);
    }

    Struct with(String name, Value value) {
      Map<String, Value> changed = new LinkedHashMap<>(fields);
      changed.put(name, value);
      return new Struct(changed, made, type);
    }
  }

  /** An object that may be null. */
  record Maybe(Value value) implements Value {}

  /** A record of which only the type is known; its components do not change. */
  final class Given implements Value {
    private final TypeElement type;
    private final Map<String, Value> components = new HashMap<>();

    Given(TypeElement type) {
      this.type = type;
    }

    TypeElement type() {
      return type;
    }

    Value component(String name, UnaryOperator<Value> make) {
      Value known = components.get(name);
      if (known == null) {
        known = make.apply(this);
        components.put(name, known);
      }
      return known;
    }
  }

  /** The origin of a tensor, as a text for messages. */
  record Origin(String text) {}

  /** The facts that hold for both values. */
  static Value join(Value a, Value b) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof Tensor first && b instanceof Tensor second) {
      return new Tensor(
          first.dims().join(second.dims()),
          first.nullable() || second.nullable(),
          first.origin() == null ? second.origin() : first.origin());
    }
    if (a instanceof Null && b instanceof Tensor tensor) {
      return tensor.with(true);
    }
    if (b instanceof Null && a instanceof Tensor tensor) {
      return tensor.with(true);
    }
    if (a instanceof Maybe || b instanceof Maybe || a instanceof Null || b instanceof Null) {
      return joinMaybe(a, b);
    }
    if (a instanceof Int && b instanceof Int) {
      return new Int(Size.UNKNOWN);
    }
    if (a instanceof Ints first
        && b instanceof Ints second
        && first.sizes().size() == second.sizes().size()) {
      return new Ints(Dims.of(first.sizes()).join(Dims.of(second.sizes())).sizes());
    }
    if (a instanceof Struct first && b instanceof Struct second) {
      Map<String, Value> fields = new LinkedHashMap<>();
      first.fields().forEach((name, value) -> fields.put(name, join(value, second.field(name))));
      return new Struct(
          fields,
          first.made().equals(second.made()) ? first.made() : "",
          Objects.equals(first.type(), second.type()) ? first.type() : null);
    }
    if (isSequence(a) && isSequence(b)) {
      return joinSequences(a, b);
    }
    return UNKNOWN;
  }

  private static Value joinMaybe(Value a, Value b) {
    Value first = a instanceof Maybe(Value value) ? value : a;
    Value second = b instanceof Maybe(Value value) ? value : b;
    Value joined =
        first instanceof Null ? second : second instanceof Null ? first : join(first, second);
    return joined instanceof Struct || joined instanceof Given ? new Maybe(joined) : UNKNOWN;
  }

  /** The value, assuming that it is not null, since a call on null throws. */
  static Value present(Value value) {
    return switch (value) {
      case Maybe(Value some) -> some;
      case Tensor tensor -> tensor.with(false);
      default -> value;
    };
  }

  private static boolean isSequence(Value value) {
    return value instanceof Items || value instanceof Repeated;
  }

  private static Value joinSequences(Value a, Value b) {
    if (a instanceof Items first
        && b instanceof Items second
        && first.items().size() == second.items().size()) {
      List<Value> items = new ArrayList<>();
      for (int i = 0; i < first.items().size(); i++) {
        items.add(join(first.items().get(i), second.items().get(i)));
      }
      return new Items(items, first.fixed() && second.fixed());
    }
    boolean fixed = isFixed(a) && isFixed(b);
    Value one = element(a);
    Value other = element(b);
    return new Repeated(
        one == null ? orUnknown(other) : other == null ? one : join(one, other), fixed);
  }

  /** Whether it is neither an array nor a list whose elements can be replaced. */
  static boolean isFixed(Value value) {
    return switch (value) {
      case Items(_, boolean fixed) -> fixed;
      case Repeated(_, boolean fixed) -> fixed;
      case Ints _ -> false;
      default -> true;
    };
  }

  private static Value orUnknown(@Nullable Value value) {
    return value == null ? UNKNOWN : value;
  }

  /** A description of each element of a list or an array; null if it is empty or not a list. */
  static @Nullable Value element(Value list) {
    return switch (list) {
      case Repeated(Value item, _) -> item;
      case Items(List<Value> items, _) -> items.stream().reduce(Value::join).orElse(null);
      default -> null;
    };
  }

  /** The value in the format of explanations. */
  static String show(Value value) {
    return switch (value) {
      case Tensor tensor -> tensor.dims().show();
      case Int(Size size) -> size.show();
      case Items(List<Value> items, _) when items.size() <= 8 ->
          items.stream().map(Value::show).collect(Collectors.joining(", ", "{", "}"));
      case Repeated(Value item, _) -> "{" + show(item) + " ...}";
      case Struct(Map<String, Value> fields, String _, TypeElement _) ->
          fields.entrySet().stream()
              .filter(field -> field.getValue() instanceof Tensor)
              .map(field -> field.getKey() + " " + show(field.getValue()))
              .collect(Collectors.joining(", "));
      default -> "?";
    };
  }
}
