package dev.forja.spi;

import dev.forja.Buffer;
import dev.forja.Invoker;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A visitor to which generated code passes the state of one module: parameters, buffers and
 * children, in order of declaration, each under its name in the state dict. A null value is an
 * empty slot. The children themselves are not traversed.
 *
 * <p>Used by the thread that walks the module.
 */
public interface StateVisitor {
  /** A trained tensor, of a class marked {@link ParameterType}. */
  void parameter(String name, @Nullable Object parameter);

  /** A tensor field marked {@link Buffer}. */
  void buffer(String name, @Nullable Object buffer, boolean persistent);

  /** A module in a field, list, array, map, optional or record. */
  void child(String name, @Nullable Invoker child);

  /** Reports that the field of the state {@code name} has another name. */
  default void source(String name, String field) {}

  /** Reports that older files have the state {@code name} under {@code earlier}. */
  default void renamed(String name, String earlier) {}

  /**
   * Reports that the parameter {@code name} must be the same object as the one at {@code path} from
   * this module.
   */
  default void tied(String name, String path) {}

  /** The elements of a list, under {@code name.0}, {@code name.1}, and so on. */
  default <E> void list(String name, @Nullable Iterable<? extends E> list, Walk<E> walk) {
    if (list != null) {
      int index = 0;
      for (E element : list) {
        walk.walk(this, join(name, Integer.toString(index++)), element);
      }
    }
  }

  /** The elements of an array, named like those of a list. */
  default <E> void array(String name, E @Nullable [] array, Walk<E> walk) {
    list(name, array == null ? null : Arrays.asList(array), walk);
  }

  /**
   * The values of a map, under {@code name.key}: in the order of an ordered map, otherwise sorted
   * by key.
   */
  default <E> void map(String name, @Nullable Map<?, ? extends E> map, Walk<E> walk) {
    if (map instanceof SequencedMap<?, ? extends E> ordered) {
      ordered.forEach((key, value) -> walk.walk(this, join(name, key(name, key)), value));
    } else if (map != null) {
      Map<String, E> sorted = new TreeMap<>();
      map.forEach(
          (key, value) -> {
            String text = key(name, key);
            if (sorted.containsKey(text)) {
              throw new IllegalArgumentException(
                  "map '%s' has two keys '%s': in the state dict one would hide the other"
                      .formatted(name, text));
            }
            sorted.put(text, value);
          });
      sorted.forEach((key, value) -> walk.walk(this, join(name, key), value));
    }
  }

  /**
   * The value of an optional, under {@code name} itself.
   *
   * @throws IllegalStateException if {@code optional} is null
   */
  default <E> void optional(String name, Optional<? extends E> optional, Walk<E> walk) {
    if (optional == null) {
      throw new IllegalStateException(
          "the Optional at '%s' is null: put Optional.empty() there".formatted(name));
    }
    optional.ifPresent(element -> walk.walk(this, name, element));
  }

  /** Joins two parts of a name with a dot; either part may be empty. */
  static String join(String name, String key) {
    return name.isEmpty() ? key : key.isEmpty() ? name : name + "." + key;
  }

  private static String key(String name, @Nullable Object key) {
    String text = String.valueOf(key);
    if (text.isEmpty() || text.indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "map '"
              + name
              + "' has the key '"
              + text
              + "': a name in the state dict must not be empty or contain a dot");
    }
    return text;
  }

  /**
   * Passes one element to the visitor, for example {@code StateVisitor::child}. It runs on the
   * thread that walks the module.
   */
  @FunctionalInterface
  interface Walk<E> {
    /** Passes on {@code element}, whose name is {@code name}. */
    void walk(StateVisitor visitor, String name, E element);
  }
}
