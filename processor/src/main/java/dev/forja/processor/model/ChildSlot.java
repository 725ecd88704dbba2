package dev.forja.processor.model;

import com.palantir.javapoet.ClassName;

/** Where children in a field of the model can be replaced. */
public sealed interface ChildSlot {
  /**
   * In the field itself.
   *
   * @param type its type, without arguments
   * @param generic whether it has arguments that say something
   */
  record Field(ClassName type, boolean generic) implements ChildSlot {}

  /** In a list, a map or an array with elements of this type. */
  record Element(Container container, ClassName type) implements ChildSlot {}
}
