package dev.forja.processor.read;

import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/**
 * A type variable by its name, and by whether a method declares it: ecj has several elements for
 * the same variable if a type is annotated or instantiated.
 */
record TypeVariableKey(String name, boolean ofMethod) {
  static TypeVariableKey of(TypeParameterElement element) {
    return new TypeVariableKey(
        element.getSimpleName().toString(),
        element.getGenericElement() instanceof ExecutableElement);
  }

  static TypeVariableKey of(TypeVariable variable) {
    return variable.asElement() instanceof TypeParameterElement element
        ? of(element)
        : new TypeVariableKey(variable.asElement().getSimpleName().toString(), false);
  }

  static List<TypeVariableKey> all(List<? extends TypeVariable> variables) {
    return variables.stream().map(TypeVariableKey::of).toList();
  }

  /** The variables that a class or method declares. */
  static List<TypeVariable> declared(List<? extends TypeParameterElement> parameters) {
    List<TypeVariable> variables = new ArrayList<>();
    parameters.forEach(parameter -> variables.add((TypeVariable) parameter.asType()));
    return variables;
  }

  /**
   * The bounds as declared, or after an instantiation. If they are {@code Object} and interfaces,
   * only the interfaces are returned, because not every compiler lists {@code Object}.
   */
  static List<? extends TypeMirror> bounds(TypeVariable variable) {
    TypeMirror bound = variable.getUpperBound();
    if (bound instanceof IntersectionType both) {
      return withoutObject(both.getBounds());
    }
    // In ecj, a variable with the bounds Object and an interface has itself as its bound.
    boolean circle = bound instanceof TypeVariable other && of(other).equals(of(variable));
    return circle && variable.asElement() instanceof TypeParameterElement element
        ? withoutObject(element.getBounds())
        : List.of(bound);
  }

  private static List<? extends TypeMirror> withoutObject(List<? extends TypeMirror> bounds) {
    boolean object =
        bounds.size() > 1
            && bounds.getFirst() instanceof DeclaredType first
            && first.asElement() instanceof TypeElement element
            && Env.is(element, "java.lang.Object");
    return object ? bounds.subList(1, bounds.size()) : bounds;
  }
}
