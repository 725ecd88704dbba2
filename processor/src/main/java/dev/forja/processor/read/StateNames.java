package dev.forja.processor.read;

import dev.forja.processor.model.Container;
import dev.forja.processor.model.StateLayout;
import java.util.List;

/** The valid names of state in the state dict. */
final class StateNames {
  private static final String FIRST = "0";

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
    return switch (layout) {
      case StateLayout.Components(List<StateLayout.Component> parts) ->
          parts.stream().flatMap(part -> of(part.name(), part.layout()).stream()).toList();
      case StateLayout.Each(Container container, StateLayout element) ->
          switch (container) {
            case OPTIONAL -> of("", element);
            case LIST, ARRAY -> firstOf(element);
            case MAP -> List.of();
          };
      case StateLayout.Parameter _, StateLayout.Buffer _, StateLayout.Child _, StateLayout.Open _ ->
          List.of();
    };
  }

  private static List<String> firstOf(StateLayout element) {
    return element instanceof StateLayout.Components
        ? of("", element).stream().map(name -> FIRST + "." + name).toList()
        : List.of(FIRST);
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
