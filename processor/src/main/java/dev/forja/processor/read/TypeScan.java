package dev.forja.processor.read;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Access;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** All types that a type mentions, including type arguments and bounds of wildcards. */
final class TypeScan {
  private final Env env;
  private final String fromPackage;
  final Set<TypeElement> types = new LinkedHashSet<>();
  final Set<PendingInvoker> predicted = new LinkedHashSet<>();
  final Set<String> missing = new LinkedHashSet<>();
  final Map<TypeVariableKey, TypeVariable> variables = new LinkedHashMap<>();
  boolean raw;

  TypeScan(Env env, String fromPackage) {
    this.env = env;
    this.fromPackage = fromPackage;
  }

  static TypeScan of(Env env, String fromPackage, TypeMirror type) {
    return new TypeScan(env, fromPackage).add(type);
  }

  TypeScan addAll(Iterable<? extends TypeMirror> all) {
    all.forEach(this::add);
    return this;
  }

  TypeScan add(@Nullable TypeMirror type) {
    switch (type) {
      case ArrayType array -> add(array.getComponentType());
      case WildcardType wildcard -> {
        add(wildcard.getExtendsBound());
        add(wildcard.getSuperBound());
      }
      case IntersectionType intersection -> addAll(intersection.getBounds());
      case TypeVariable variable -> variables.putIfAbsent(TypeVariableKey.of(variable), variable);
      case DeclaredType declared -> addDeclared(declared);
      case null, default -> {}
    }
    return this;
  }

  private void addDeclared(DeclaredType type) {
    TypeElement element = env.element(type);
    if (element != null) {
      if (isCutShort(type, element)) {
        missing.add(element.getSimpleName().toString());
      }
      types.add(element);
      raw |= type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty();
    } else {
      env.pendingInvokers()
          .find(type, fromPackage)
          .ifPresentOrElse(
              predicted::add, () -> missing.add(type.asElement().getSimpleName().toString()));
    }
    addAll(type.getTypeArguments());
    if (Env.isInGeneric(type)) {
      addAll(Env.args(type.getEnclosingType()));
    }
  }

  /**
   * Whether ecj has lost the enclosing type of an inner class, which it does if a type argument
   * does not exist yet.
   */
  private static boolean isCutShort(DeclaredType type, TypeElement element) {
    return type.getKind() == TypeKind.ERROR
        && Classes.isInner(element)
        && Env.args(type.getEnclosingType()).isEmpty()
        && element.getEnclosingElement() instanceof TypeElement outer
        && !outer.getTypeParameters().isEmpty();
  }

  /** Adds the variables that the bounds of the mentioned variables mention. */
  TypeScan withBounds() {
    Map<TypeVariableKey, TypeVariable> open = new LinkedHashMap<>(variables);
    while (!open.isEmpty()) {
      TypeScan bounds = new TypeScan(env, fromPackage);
      open.values().forEach(variable -> bounds.addAll(TypeVariableKey.bounds(variable)));
      types.addAll(bounds.types);
      predicted.addAll(bounds.predicted);
      missing.addAll(bounds.missing);
      raw |= bounds.raw;
      open = bounds.variables;
      open.keySet().removeAll(variables.keySet());
      variables.putAll(open);
    }
    return this;
  }

  /** Adds the types that the components of mentioned records mention, to any depth. */
  TypeScan withComponents() {
    Set<TypeElement> opened = new HashSet<>();
    while (opened.size() < types.size()) {
      for (TypeElement type : List.copyOf(types)) {
        if (opened.add(type)) {
          type.getRecordComponents().forEach(component -> add(component.asType()));
        }
      }
    }
    return this;
  }

  /** The first type mentioned that generated code in the package cannot name; null if none. */
  @Nullable TypeElement unreachable() {
    for (TypeElement type : types) {
      if (access(env, type, fromPackage) == null) {
        return type;
      }
    }
    return null;
  }

  /** Reports the first type that generated code cannot name; true if it can name all. */
  boolean requireReachable(Report.Location location) {
    TypeElement hidden = unreachable();
    if (hidden != null && isPrivate(hidden)) {
      location.reportOnce(Problem.TYPE_PRIVATE, TypeText.show(hidden));
    } else if (hidden != null) {
      location.reportOnce(Problem.TYPE_UNREACHABLE, TypeText.show(hidden), fromPackage);
    }
    return hidden == null;
  }

  private static boolean isPrivate(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        return true;
      }
    }
    return false;
  }

  /** The widest visibility of a member that mentions all these types. */
  Access access() {
    Access access = Access.PUBLIC;
    for (TypeElement type : types) {
      Access own = access(env, type, fromPackage);
      access = access.and(own == null ? Access.PACKAGE : own);
    }
    for (PendingInvoker pendingInvoker : predicted) {
      access = access.and(pendingInvoker.access());
    }
    return access;
  }

  /** The visibility of a type and its enclosing types; null if the package cannot name it. */
  static @Nullable Access access(Env env, TypeElement type, String fromPackage) {
    Access access = Access.PUBLIC;
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (!at.getModifiers().contains(Modifier.PUBLIC)) {
        if (at.getModifiers().contains(Modifier.PRIVATE)
            || !env.packageOf(type).equals(fromPackage)) {
          return null;
        }
        access = Access.PACKAGE;
      }
    }
    return access;
  }
}
