package dev.forja.processor.read;

import dev.forja.processor.model.Container;
import dev.forja.processor.model.Slot;
import java.util.List;

/** What names state can have in the state dict. */
final class StateNames {
  private StateNames() {}

  /** Whether the name has no dots, and is empty only where what is inside has names. */
  static boolean isValid(String name, Slot slot) {
    return name.isEmpty() ? hasLevel(slot) : name.indexOf('.') < 0;
  }

  /** The names that state puts in its place, as far as they are known. */
  static List<String> of(String name, Slot slot) {
    if (!name.isEmpty()) {
      return List.of(name);
    }
    return slot instanceof Slot.Parts(List<Slot.Part> parts)
        ? parts.stream().map(Slot.Part::name).filter(each -> !each.isEmpty()).toList()
        : List.of();
  }

  /** Whether what is inside has names of its own, so that the field can do without. */
  private static boolean hasLevel(Slot slot) {
    return switch (slot) {
      case Slot.Parts _ -> true;
      case Slot.Each(Container container, Slot element) ->
          container != Container.OPTIONAL || hasLevel(element);
      case Slot.Parameter _, Slot.Buffer _, Slot.Child _, Slot.Open _ -> false;
    };
  }
}
