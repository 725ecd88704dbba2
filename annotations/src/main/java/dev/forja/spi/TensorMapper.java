package dev.forja.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function from tensors to tensors that generated code applies to all tensors in the arguments
 * and results of a call: in records component by component, in lists, maps and optionals with the
 * methods of this interface.
 *
 * <p>Used by the thread of the call.
 */
@FunctionalInterface
public interface TensorMapper {
  /** Returns the replacement of {@code tensor}; null only for null. */
  <T extends @Nullable Shaped> T map(T tensor);

  /** A list of the mapped elements, in order. */
  @SuppressWarnings("NullAway") // an element may be null if the type of the user's list permits it
  default <E extends @Nullable Object> List<E> list(List<E> list, UnaryOperator<E> each) {
    List<E> mapped = new ArrayList<>(list.size());
    for (E element : list) {
      mapped.add(each.apply(element));
    }
    return Collections.unmodifiableList(mapped);
  }

  /** A map with the same keys, in the same order, and the mapped values. */
  default <K extends @Nullable Object, V extends @Nullable Object> Map<K, V> map(
      Map<K, V> map, UnaryOperator<V> each) {
    Map<K, V> mapped = new LinkedHashMap<>();
    map.forEach((key, value) -> mapped.put(key, each.apply(value)));
    return Collections.unmodifiableMap(mapped);
  }

  /** An optional of the mapped value. */
  default <E> Optional<E> optional(Optional<E> optional, UnaryOperator<E> each) {
    return optional.map(each);
  }

  /** A new array of the mapped elements. */
  default <E extends @Nullable Object> E[] array(E[] array, UnaryOperator<E> each) {
    E[] mapped = array.clone();
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = each.apply(mapped[i]);
    }
    return mapped;
  }
}
