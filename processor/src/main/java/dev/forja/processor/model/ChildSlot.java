package dev.forja.processor.model;

import com.palantir.javapoet.ClassName;

/** The place of replaceable children in a field of the model. */
public sealed interface ChildSlot {
  /**
   * The field itself.
   *
   * @param type its type, without arguments
   * @param generic whether the type has arguments other than unbounded wildcards
   */
  record Field(ClassName type, boolean generic) implements ChildSlot {}

  /** The elements of a list, a map or an array. */
  record Element(Container container, ClassName type) implements ChildSlot {}
}
