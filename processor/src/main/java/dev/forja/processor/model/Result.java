package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.Optional;

/**
 * The result of an entry.
 *
 * @param type its type; {@code void} for nothing
 * @param hooked the type as a type argument of the hooks: boxed, and without the type variables of
 *     the method
 * @param constant the type as a type argument of the constant: without any type variables
 * @param nullable whether it may be null
 * @param tensors where the tensors in it are
 * @param shape the shape it must have
 * @param rule the rule for its shape, in the language of {@code @ShapeRule}
 */
public record Result(
    TypeName type,
    TypeName hooked,
    TypeName constant,
    boolean nullable,
    TensorLayout tensors,
    Optional<Shape> shape,
    Optional<String> rule) {
  /** Whether the method returns nothing. */
  public boolean isVoid() {
    return type.equals(TypeName.VOID);
  }
}
