package dev.forja.processor.model;

import java.util.List;

/** The structure of the state in a field of a model: the path of a state visitor through it. */
public sealed interface StateLayout {
  /** The number of parameters, buffers and modules that generated code names here. */
  default int count() {
    return switch (this) {
      case Parameter _, Buffer _, Child _, Open _ -> 1;
      case Each(_, StateLayout element) -> element.count();
      case Components(List<Component> parts) ->
          parts.stream().mapToInt(part -> part.layout().count()).sum();
    };
  }

  /** The number of containers that lie within one another. */
  default int depth() {
    return switch (this) {
      case Parameter _, Buffer _, Child _, Open _ -> 0;
      case Each(_, StateLayout element) -> 1 + element.depth();
      case Components(List<Component> parts) ->
          parts.stream().mapToInt(part -> part.layout().depth()).max().orElse(0);
    };
  }

  /** A trained tensor. */
  record Parameter() implements StateLayout {}

  /** A tensor that is not trained. */
  record Buffer(boolean persistent) implements StateLayout {}

  /**
   * An invoker.
   *
   * @param type the simple name of its type
   */
  record Child(String type) implements StateLayout {}

  /** A value that may be an invoker, which is checked when the program runs. */
  record Open() implements StateLayout {}

  /** The elements of a container. */
  record Each(Container container, StateLayout element) implements StateLayout {}

  /** The components of a record. */
  record Components(List<Component> parts) implements StateLayout {}

  /** One component that holds state: its name in the state dict, and its accessor. */
  record Component(String name, String accessor, StateLayout layout) {}
}
