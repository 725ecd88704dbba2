package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.List;

/**
 * An {@code of} method, which mirrors a constructor of the model.
 *
 * @param typeVariables the type variables of the class and of the constructor
 * @param params its parameters
 * @param varargs whether the last parameter is a varargs parameter
 * @param safeVarargs whether the constructor has {@code @SafeVarargs}
 * @param thrown the declared exceptions
 * @param access the visibility
 * @param deprecated whether the constructor is deprecated
 * @param puts the values of the fields, for the shape proof
 * @param doc the constructor's javadoc; empty if it has none
 */
public record FactorySpec(
    List<TypeVariableName> typeVariables,
    List<Arg> params,
    boolean varargs,
    boolean safeVarargs,
    List<TypeName> thrown,
    Access access,
    Deprecation deprecated,
    List<String> puts,
    String doc) {
  /** A parameter. */
  public record Arg(String name, TypeName type) {}
}
