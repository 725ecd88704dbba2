package dev.forja.processor.model;

import com.palantir.javapoet.ClassName;
import java.util.List;

/** Where the tensors in a value are: the path that a mapper takes through it. */
public sealed interface Tensors {
  /** There are none. */
  record None() implements Tensors {}

  /** The value is a tensor. */
  record One() implements Tensors {}

  /** In each element of a container. */
  record Each(Container container, Tensors element) implements Tensors {}

  /** In the components of a record, which is made anew; a generic one with a diamond. */
  record Parts(ClassName type, boolean generic, List<Part> parts) implements Tensors {}

  /** One component of a record, read by the accessor of its name. */
  record Part(String accessor, boolean nullable, Tensors tensors) {}

  /** There may be some, and the type does not say where. */
  record Opaque(String reason) implements Tensors {}

  /** Whether a mapper has something to do here. */
  default boolean reached() {
    return switch (this) {
      case None _, Opaque _ -> false;
      case One _ -> true;
      case Each(_, Tensors element) -> element.reached();
      case Parts parts -> parts.parts().stream().anyMatch(part -> part.tensors().reached());
    };
  }
}
