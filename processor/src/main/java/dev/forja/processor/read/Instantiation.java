package dev.forja.processor.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** Finds the type arguments that a type gives to one of its supertypes. */
record Instantiation(Env env) {
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

  /** {@code known}, and what {@code type} puts for the type variables of its class. */
  Map<Element, TypeMirror> with(Map<Element, TypeMirror> known, DeclaredType type) {
    TypeElement element = env.element(type);
    if (element == null || type.getTypeArguments().isEmpty()) {
      return known;
    }
    Map<Element, TypeMirror> all = new HashMap<>(known);
    for (int i = 0; i < element.getTypeParameters().size(); i++) {
      TypeMirror argument = type.getTypeArguments().get(i);
      TypeMirror resolved =
          argument instanceof TypeVariable variable ? known.get(variable.asElement()) : null;
      all.put(element.getTypeParameters().get(i), resolved == null ? argument : resolved);
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
