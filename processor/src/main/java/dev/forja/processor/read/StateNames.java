package dev.forja.processor.read;

import dev.forja.processor.model.Container;
import dev.forja.processor.model.StateLayout;
import java.util.List;

/** What names state can have in the state dict. */
final class StateNames {
  private static final String FIRST = "0";

  private StateNames() {}

  /** Whether the name has no dots, and is empty only where what is inside has names. */
  static boolean isValid(String name, StateLayout layout) {
    return name.isEmpty() ? hasLevel(layout) : name.indexOf('.') < 0;
  }

  /**
   * The names that state puts in its place, as far as they are known: those in a map are not, and
   * those in a list begin with 0.
   */
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

  /** Whether what is inside has names of its own, so that the field can do without. */
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
