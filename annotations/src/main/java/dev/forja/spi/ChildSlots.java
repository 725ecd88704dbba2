package dev.forja.spi;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A visitor that generated code calls for each place of a child that may be replaced: non-final
 * fields, lists, maps and arrays. Used by the thread that walks the module.
 */
public interface ChildSlots {
  /** A child in a field. */
  <C> void field(String name, Class<C> type, Consumer<? super C> setter);

  /** Children in a list, whose elements are of {@code type}. */
  void list(String name, Class<?> type, @Nullable List<?> list);

  /** Children in a map, whose values are of {@code type}. */
  void map(String name, Class<?> type, @Nullable Map<?, ?> map);

  /** Children in an array. */
  void array(String name, Object @Nullable [] array);
}
