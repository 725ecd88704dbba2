package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.List;

/**
 * An {@code of} method, which mirrors a constructor of the model.
 *
 * @param typeVariables those of the class, and of the constructor
 * @param params its parameters
 * @param varargs whether the last parameter is one of variable arity
 * @param safeVarargs whether the user vouched for it
 * @param thrown what it declares to throw
 * @param access how visible it is
 * @param deprecated whether the constructor is
 * @param puts what it puts into which field, for the proof of shapes
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
