package dev.forja.processor.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * The subtypes of a type that are known to the compilation: the permitted subtypes of a sealed
 * type, and those with source code. The index of the sources is built at the first lookup.
 */
final class Subtypes {
  private final Set<String> sources;
  private @Nullable Map<String, List<TypeElement>> bySupertype;

  /** Searches in these outermost classes and the classes nested in them. */
  Subtypes(Set<String> sources) {
    this.sources = sources;
  }

  /** Whether the type is declared in the program that is being compiled. */
  boolean isOfProgram(TypeElement type) {
    return sources.contains(Classes.outermost(type).getQualifiedName().toString());
  }

  /** The subtypes of a type, in the order of their names. */
  List<TypeElement> of(Env env, TypeElement type) {
    Set<TypeElement> all = new LinkedHashSet<>();
    addPermitted(env, type, all);
    all.addAll(index(env).getOrDefault(type.getQualifiedName().toString(), List.of()));
    return List.copyOf(all);
  }

  private static void addPermitted(Env env, TypeElement type, Set<TypeElement> all) {
    for (TypeMirror permitted : type.getPermittedSubclasses()) {
      TypeElement element = env.element(permitted);
      if (element != null && all.add(element)) {
        addPermitted(env, element, all);
      }
    }
  }

  private Map<String, List<TypeElement>> index(Env env) {
    if (bySupertype == null) {
      bySupertype = new HashMap<>();
      for (String name : sources.stream().sorted().toList()) {
        TypeElement outermost = env.elements().getTypeElement(name);
        if (outermost != null) {
          add(env, outermost, bySupertype);
        }
      }
    }
    return bySupertype;
  }

  private static void add(Env env, TypeElement type, Map<String, List<TypeElement>> bySupertype) {
    for (TypeElement supertype : env.supertypes(type)) {
      if (!supertype.equals(type)) {
        bySupertype
            .computeIfAbsent(supertype.getQualifiedName().toString(), _ -> new ArrayList<>())
            .add(type);
      }
    }
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(each -> add(env, each, bySupertype));
  }
}
