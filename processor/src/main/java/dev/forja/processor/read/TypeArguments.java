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

/** Finds the type arguments that a type gives to one of its supertypes. */
record TypeArguments(Env env) {
  /** The arguments of the supertype with this name; empty if it is not one, or is raw. */
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
   * What stands for a type variable of a record.
   *
   * @param type the type argument
   * @param known what stands for the variables in the argument, where it was written
   * @param open the records that it was written within
   */
  record Known(TypeMirror type, Map<Element, Known> known, Set<Element> open) {}

  /** What {@code type} puts for the type variables of its class. */
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

  /** No compiler says what such a type extends: a container's arguments are taken to be its own. */
  private List<? extends TypeMirror> unresolved(DeclaredType type, String name) {
    TypeElement target = env.elements().getTypeElement(name);
    return target != null && target.getTypeParameters().size() == type.getTypeArguments().size()
        ? type.getTypeArguments()
        : List.of();
  }
}
