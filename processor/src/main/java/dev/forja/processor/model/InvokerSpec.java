package dev.forja.processor.model;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import javax.lang.model.element.Modifier;

/**
 * The invoker to generate for a model class.
 *
 * @param model the model class
 * @param modelType the model class with its type variables as arguments
 * @param name the invoker's name
 * @param typeVariables the type variables of the model class
 * @param access the visibility of the invoker
 * @param modelAccess the visibility of the members that mention the model
 * @param base the base class of the invoker
 * @param typeName the name of the module type for printing
 * @param doc the first sentence of the model's javadoc; empty if it has none
 * @param deprecated whether the model is deprecated
 * @param entries its entries, in order of declaration
 * @param factories its {@code of} methods
 * @param state its state, in order of declaration, inherited first
 * @param plain the fields that may change and may hold something other than state
 * @param unreadable the accessors of fields that have a problem
 * @param selfMethods the methods that return the invoker
 * @param extraRepr the modifier of {@code extraRepr}, if the model has such a method
 * @param suppressed the keys of the warnings that the user's own types would cause
 * @param importJavaLang whether the package has a type named like one of {@code java.lang}
 */
public record InvokerSpec(
    ClassName model,
    TypeName modelType,
    ClassName name,
    List<TypeVariableName> typeVariables,
    Access access,
    Access modelAccess,
    ClassName base,
    String typeName,
    String doc,
    Deprecation deprecated,
    List<EntrySpec> entries,
    List<FactorySpec> factories,
    List<StateField> state,
    List<PlainField> plain,
    List<StateField.Accessor> unreadable,
    List<SelfMethod> selfMethods,
    Optional<Modifier> extraRepr,
    SortedSet<String> suppressed,
    boolean importJavaLang) {
  /** The invoker with its type variables as arguments. */
  public TypeName type() {
    return typeVariables.isEmpty()
        ? name
        : ParameterizedTypeName.get(
            name, typeVariables.stream().map(InvokerSpec::use).toArray(TypeName[]::new));
  }

  /**
   * A type variable as it is written where it is used: without its bounds, which belong to the
   * declaration.
   */
  public static TypeVariableName use(TypeVariableName variable) {
    return TypeVariableName.get(variable.name());
  }
}
