package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.List;

/**
 * The args record of an entry.
 *
 * @param name its simple name
 * @param typeVariables the type variables of the class and of the method that its components
 *     mention
 * @param exact the type with those type variables as arguments
 * @param hooked the type without the type variables of the method
 * @param constant the type without any type variables
 * @param access the visibility
 */
public record ArgsSpec(
    String name,
    List<TypeVariableName> typeVariables,
    TypeName exact,
    TypeName hooked,
    TypeName constant,
    Access access) {}
