package dev.forja.processor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Finds the type arguments that a type passes to one of its supertypes. */
record TypeArguments(Env env) {
  /** The arguments of the supertype with this name; empty if it is not a supertype, or is raw. */
  List<? extends TypeMirror> arguments(DeclaredType type, String name) {
    TypeElement element = env.element(type);
    if (element == null || !env.isA(element, name)) {
      return List.of();
    }
    if (Env.is(element, name)) {
      return type.getTypeArguments();
    }
    if (type.getKind() == TypeKind.ERROR) {
      return unresolved(type, name);
    }
    for (TypeMirror supertype : env.types().directSupertypes(type)) {
      if (supertype instanceof DeclaredType declared) {
        List<? extends TypeMirror> found = arguments(declared, name);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  /**
   * The value of a type variable of a record.
   *
   * @param type the type argument
   * @param known the values of the variables in the argument
   * @param open the records in which the argument occurs
   */
  record Known(TypeMirror type, Map<Element, Known> known, Set<Element> open) {}

  /** The values that {@code type} gives to the type variables of its class. */
  Map<Element, Known> of(DeclaredType type, Map<Element, Known> known, Set<Element> open) {
    TypeElement element = env.element(type);
    Map<Element, Known> all = new HashMap<>();
    if (element != null && !type.getTypeArguments().isEmpty()) {
      for (int i = 0; i < element.getTypeParameters().size(); i++) {
        Known argument = new Known(type.getTypeArguments().get(i), known, open);
        all.put(element.getTypeParameters().get(i), argument);
      }
    }
    return all;
  }

  /**
   * The arguments of an unresolved type. No compiler knows what it extends, so those of a container
   * are taken to be its own.
   */
  private List<? extends TypeMirror> unresolved(DeclaredType type, String name) {
    TypeElement target = env.elements().getTypeElement(name);
    return target != null && target.getTypeParameters().size() == type.getTypeArguments().size()
        ? type.getTypeArguments()
        : List.of();
  }
}
