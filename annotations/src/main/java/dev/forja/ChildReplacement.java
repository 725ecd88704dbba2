package dev.forja;

import dev.forja.spi.ChildSlots;
import dev.forja.spi.StateVisitor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replaces one child of a module. */
final class ChildReplacement implements ChildSlots {
  private final Invoker parent;
  private final String wanted;
  private final Invoker module;
  private boolean found;

  private ChildReplacement(Invoker parent, String wanted, Invoker module) {
    this.parent = parent;
    this.wanted = wanted;
    this.module = module;
  }

  static void replace(Invoker parent, String name, Invoker module) {
    ChildReplacement replacement = new ChildReplacement(parent, name, module);
    parent.visitSlots(replacement);
    if (!replacement.found) {
      throw replacement.refused(
          "the field that holds it is final, or it stands in a record, an optional or a nested"
              + " container: make the field '%s' not final, or use a List or a Map"
                  .formatted(name.substring(0, (name + ".").indexOf('.'))));
    }
    if (ModuleTree.childAt(parent, name) != module) {
      throw replacement.refused("the accessor that gives it returns a copy");
    }
  }

  private IllegalStateException refused(String why) {
    return new IllegalStateException(
        "child '%s' of %s cannot be replaced: %s".formatted(wanted, parent.label(), why));
  }

  private <C> C cast(Class<C> type) {
    if (!type.isInstance(module)) {
      throw new IllegalArgumentException(
          "child '%s' of %s is of type %s: %s does not fit"
              .formatted(
                  wanted, parent.label(), type.getSimpleName(), module.getClass().getSimpleName()));
    }
    return type.cast(module);
  }

  @Override
  public <C> void field(String name, Class<C> type, Consumer<? super C> setter) {
    if (name.equals(wanted)) {
      found = true;
      setter.accept(cast(type));
    }
  }

  @Override
  public void list(String name, Class<?> type, @Nullable List<?> list) {
    for (int i = 0; list != null && i < list.size(); i++) {
      if (isWanted(name, i)) {
        int index = i;
        Object value = cast(type);
        change(name, "a list", () -> Unchecked.<List<Object>>cast(list).set(index, value));
      }
    }
  }

  @Override
  public void map(String name, Class<?> type, @Nullable Map<?, ?> map) {
    if (map == null) {
      return;
    }
    for (Object key : List.copyOf(map.keySet())) {
      if (isWanted(name, key)) {
        Object value = cast(type);
        change(name, "a map", () -> Unchecked.<Map<Object, Object>>cast(map).put(key, value));
      }
    }
  }

  @Override
  public void array(String name, Object @Nullable [] array) {
    for (int i = 0; array != null && i < array.length; i++) {
      if (isWanted(name, i)) {
        found = true;
        array[i] = cast(array.getClass().getComponentType());
      }
    }
  }

  private boolean isWanted(String name, Object key) {
    return StateVisitor.join(name, String.valueOf(key)).equals(wanted);
  }

  private void change(String name, String container, Runnable change) {
    found = true;
    try {
      change.run();
    } catch (UnsupportedOperationException error) {
      IllegalStateException refused =
          refused(
              "the field '%s' holds %s that cannot be changed: use an ArrayList or a LinkedHashMap"
                  .formatted(name, container));
      refused.initCause(error);
      throw refused;
    }
  }
}
