package dev.forja.processor.read;

import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Finds how generated code reads a field of the model: itself, or through an accessor. */
record FieldReads(Env env, TypeElement model, String fromPackage) {
  /** What follows {@code model.}; empty if the field cannot be read. */
  Optional<String> read(VariableElement field) {
    String name = field.getSimpleName().toString();
    TypeElement owner = Env.owner(field);
    if (env.isReachable(owner, field.getModifiers(), fromPackage) && !isHidden(field)) {
      return Optional.of(name);
    }
    return env.accessor(model, name, fromPackage) == null
        ? Optional.empty()
        : Optional.of(name + "()");
  }

  /** Whether a class below declares a field of the same name. */
  private boolean isHidden(VariableElement field) {
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
