package dev.forja.processor.model;

import java.util.List;

/** What a field of a model holds of its state: the path that a state visitor takes through it. */
public sealed interface StateLayout {
  /** A trained tensor. */
  record Parameter() implements StateLayout {}

  /** A tensor that is not trained. */
  record Buffer(boolean persistent) implements StateLayout {}

  /** An invoker. */
  record Child() implements StateLayout {}

  /** A value of a type that an invoker may have: asked when the program runs. */
  record Open() implements StateLayout {}

  /** The elements of a container. */
  record Each(Container container, StateLayout element) implements StateLayout {}

  /** The components of a record. */
  record Components(List<Component> parts) implements StateLayout {}

  /** One component that holds state: its name in the state dict, and its accessor. */
  record Component(String name, String accessor, StateLayout layout) {}
}
