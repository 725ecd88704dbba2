package dev.forja.processor.model;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an invoker.
 *
 * @param name the method of the invoker
 * @param constant the name of the constant for the entry
 * @param args its args record
 * @param method the marked method of the model
 * @param watchedMethod the private method that runs the hooks around the call
 * @param runMethod the private method that checks shapes and calls the model
 * @param typeVariables the type variables of the method
 * @param params the parameters, without the context
 * @param context whether the method takes a context as its last parameter
 * @param varargs whether the last parameter is a varargs parameter
 * @param safeVarargs whether the method has {@code @SafeVarargs}
 * @param result its result
 * @param thrown the declared exceptions
 * @param functionalInterface the functional interface that it implements
 * @param access the visibility of the method
 * @param shapeChecks whether shapes are checked
 * @param callable false if the method has a problem, so that generated code cannot call it
 */
public record EntrySpec(
    String name,
    String constant,
    ArgsSpec args,
    String method,
    String watchedMethod,
    String runMethod,
    List<TypeVariableName> typeVariables,
    List<Param> params,
    boolean context,
    boolean varargs,
    boolean safeVarargs,
    Result result,
    List<TypeName> thrown,
    Optional<FunctionalInterfaceSpec> functionalInterface,
    Access access,
    boolean shapeChecks,
    boolean callable) {
  /** Whether this is the entry that hooks are registered for directly on the invoker. */
  public boolean isCall() {
    return name.equals("call");
  }

  /** The name of the field and of the method with the hooks of the entry. */
  public String hooks() {
    return name + "Hooks";
  }

  /** Whether any shape is declared. */
  public boolean hasShapes() {
    return shapeChecks
        && (result.shape().isPresent()
            || params.stream().anyMatch(param -> param.shape().isPresent()));
  }

  /** A copy for a method that generated code cannot call. */
  public EntrySpec uncallable() {
    return with(functionalInterface, false);
  }

  /** A copy with the functional interface that it implements. */
  public EntrySpec withFunctionalInterface(
      @Nullable FunctionalInterfaceSpec newFunctionalInterface) {
    return with(Optional.ofNullable(newFunctionalInterface), callable);
  }

  private EntrySpec with(
      Optional<FunctionalInterfaceSpec> newFunctionalInterface, boolean newCallable) {
    return new EntrySpec(
        name,
        constant,
        args,
        method,
        watchedMethod,
        runMethod,
        typeVariables,
        params,
        context,
        varargs,
        safeVarargs,
        result,
        thrown,
        newFunctionalInterface,
        access,
        shapeChecks,
        newCallable);
  }
}
