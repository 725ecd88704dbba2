package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.Optional;

/**
 * A parameter of an entry.
 *
 * @param name the name in the invoker's method, as the user wrote it
 * @param component the name in the args record, where some names are not allowed
 * @param wither the method of the args record that returns a copy with another value
 * @param type its type
 * @param nullable whether its type is nullable
 * @param tensors where the tensors in it are
 * @param shape the shape it must have
 */
public record Param(
    String name,
    String component,
    String wither,
    TypeName type,
    boolean nullable,
    TensorLayout tensors,
    Optional<Shape> shape) {}
