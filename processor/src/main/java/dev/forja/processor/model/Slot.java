package dev.forja.processor.model;

import java.util.List;

/** What a field of a model holds of its state: the path that a state visitor takes through it. */
public sealed interface Slot {
  /** A trained tensor. */
  record Parameter() implements Slot {}

  /** A tensor that is not trained. */
  record Buffer(boolean persistent) implements Slot {}

  /** An invoker. */
  record Child() implements Slot {}

  /** A value of a type that an invoker may have: asked when the program runs. */
  record Open() implements Slot {}

  /** The elements of a container. */
  record Each(Container container, Slot element) implements Slot {}

  /** The components of a record. */
  record Parts(List<Part> parts) implements Slot {}

  /** One component that holds state: its name in the state dict, and its accessor. */
  record Part(String name, String accessor, Slot slot) {}
}
