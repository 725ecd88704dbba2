package dev.forja.processor.read;

import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Determines how generated code reads a field of the model: directly, or through an accessor. */
record FieldAccess(Env env, TypeElement model, String fromPackage) {
  /** The expression after {@code model.}; empty if the field cannot be read. */
  Optional<String> read(VariableElement field) {
    String name = field.getSimpleName().toString();
    TypeElement owner = Env.owner(field);
    if (env.isReachable(owner, field.getModifiers(), fromPackage) && !isHidden(field)) {
      return Optional.of(name);
    }
    ExecutableElement accessor = env.accessor(model, name, fromPackage);
    return accessor != null && isBelow(field, accessor) && isOf(field, accessor)
        ? Optional.of(name + "()")
        : Optional.empty();
  }

  /**
   * Whether the accessor belongs to the class of the field, or overrides one that does. An accessor
   * of a superclass does not count, nor one of a subclass with its own field of this name.
   */
  private boolean isBelow(VariableElement field, ExecutableElement accessor) {
    TypeElement owner = Env.owner(field);
    return Env.owner(accessor).equals(owner)
        || (!isHidden(field) && env.superclasses(Env.owner(accessor)).contains(owner));
  }

  /**
   * Whether the accessor returns the value of the field, and not an unrelated value of the same
   * name.
   */
  private boolean isOf(VariableElement field, ExecutableElement accessor) {
    TypeMirror type = StateReader.type(env, model, field);
    ExecutableType method =
        (ExecutableType) env.asMemberOf((DeclaredType) model.asType(), accessor);
    TypeMirror returned = method.getReturnType();
    if (TypeText.show(returned).equals(TypeText.show(type))) {
      return true;
    }
    TypeScan both = TypeScan.of(env, fromPackage, type).add(returned);
    return returned.getKind() != TypeKind.VOID
        && both.missing.isEmpty()
        && both.predicted.isEmpty()
        && env.types().isAssignable(returned, type);
  }

  /** Whether a subclass declares a field of the same name. */
  boolean isHidden(VariableElement field) {
    for (TypeElement below : env.superclasses(model)) {
      if (below.equals(Env.owner(field))) {
        return false;
      }
      if (ElementFilter.fieldsIn(below.getEnclosedElements()).stream()
          .anyMatch(other -> other.getSimpleName().equals(field.getSimpleName()))) {
        return true;
      }
    }
    return false;
  }
}
