package dev.forja.processor.read;

import dev.forja.processor.model.Container;
import dev.forja.processor.model.StateLayout;
import java.util.List;

/** The valid names of state in the state dict. */
final class StateNames {
  private StateNames() {}

  /** Whether the name has no dots, and is empty only if the parts have their own names. */
  static boolean isValid(String name, StateLayout layout) {
    return name.isEmpty() ? hasLevel(layout) : name.indexOf('.') < 0;
  }

  /** The names in the state dict that a field contributes, as far as they are known. */
  static List<String> of(String name, StateLayout layout) {
    if (!name.isEmpty()) {
      return List.of(name);
    }
    return layout instanceof StateLayout.Components(List<StateLayout.Component> parts)
        ? parts.stream().map(StateLayout.Component::name).filter(each -> !each.isEmpty()).toList()
        : List.of();
  }

  /** Whether the parts have their own names, so that the field needs none. */
  private static boolean hasLevel(StateLayout layout) {
    return switch (layout) {
      case StateLayout.Components _ -> true;
      case StateLayout.Each(Container container, StateLayout element) ->
          container != Container.OPTIONAL || hasLevel(element);
      case StateLayout.Parameter _, StateLayout.Buffer _, StateLayout.Child _, StateLayout.Open _ ->
          false;
    };
  }
}
