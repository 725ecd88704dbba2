package dev.forja.processor.model;

import com.palantir.javapoet.ClassName;
import java.util.List;

/** Where the tensors in a value are: the path that a mapper takes through it. */
public sealed interface TensorLayout {
  /** There are none. */
  record None() implements TensorLayout {}

  /** The value is a tensor. */
  record One() implements TensorLayout {}

  /** In each element of a container. */
  record Each(Container container, TensorLayout element) implements TensorLayout {}

  /** In the components of a record, which is made anew; a generic one with a diamond. */
  record Components(ClassName type, boolean generic, List<Component> parts)
      implements TensorLayout {}

  /** One component of a record, read by the accessor of its name. */
  record Component(String accessor, boolean nullable, TensorLayout tensors) {}

  /** There may be some, and the type does not say where. */
  record Opaque(String reason) implements TensorLayout {}

  /** Whether a mapper has something to do here. */
  default boolean reached() {
    return switch (this) {
      case None _, Opaque _ -> false;
      case One _ -> true;
      case Each(_, TensorLayout element) -> element.reached();
      case Components parts -> parts.parts().stream().anyMatch(part -> part.tensors().reached());
    };
  }
}
