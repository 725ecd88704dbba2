package dev.forja.processor.model;

import java.util.List;

/** The structure of the state in a field of a model: the path of a state visitor through it. */
public sealed interface StateLayout {
  /** A trained tensor. */
  record Parameter() implements StateLayout {}

  /** A tensor that is not trained. */
  record Buffer(boolean persistent) implements StateLayout {}

  /** An invoker. */
  record Child() implements StateLayout {}

  /** A value that may be an invoker, which is checked when the program runs. */
  record Open() implements StateLayout {}

  /** The elements of a container. */
  record Each(Container container, StateLayout element) implements StateLayout {}

  /** The components of a record. */
  record Components(List<Component> parts) implements StateLayout {}

  /** One component that holds state: its name in the state dict, and its accessor. */
  record Component(String name, String accessor, StateLayout layout) {}
}
