package dev.forja.processor.model;

import com.palantir.javapoet.ClassName;
import java.util.List;

/** The places of the tensors in a value: the path of a mapper through it. */
public sealed interface TensorLayout {
  /** No tensors. */
  record None() implements TensorLayout {}

  /** The value is a tensor. */
  record One() implements TensorLayout {}

  /** Tensors in each element of a container. */
  record Each(Container container, TensorLayout element) implements TensorLayout {}

  /** Tensors in the components of a record, which is copied; a generic record with a diamond. */
  record Components(ClassName type, boolean generic, List<Component> parts)
      implements TensorLayout {}

  /** One component of a record, which is read with the accessor of its name. */
  record Component(String accessor, boolean nullable, TensorLayout tensors) {}

  /** Possible tensors whose place the type does not determine. */
  record Opaque(String reason) implements TensorLayout {}

  /** The number of containers and generic records that lie within one another. */
  default int depth() {
    return switch (this) {
      case None _, Opaque _, One _ -> 0;
      case Each(_, TensorLayout element) -> 1 + element.depth();
      case Components parts ->
          (parts.generic() ? 1 : 0)
              + parts.parts().stream().mapToInt(part -> part.tensors().depth()).max().orElse(0);
    };
  }

  /** Whether a mapper has anything to map here. */
  default boolean reached() {
    return switch (this) {
      case None _, Opaque _ -> false;
      case One _ -> true;
      case Each(_, TensorLayout element) -> element.reached();
      case Components parts -> parts.parts().stream().anyMatch(part -> part.tensors().reached());
    };
  }
}
