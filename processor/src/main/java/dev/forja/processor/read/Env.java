package dev.forja.processor.read;

import dev.forja.Forward;
import dev.forja.Invoker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Access to the compiler for all readers. Types are compared by their elements and names, because
 * the compilers disagree about comparisons that involve an unresolved type. It lives for a round.
 *
 * @param supertypes what {@link #supertypes(TypeElement)} found
 * @param singleMethods what {@link #singleMethod} found
 * @param besides what {@link #isBeside} found
 */
record Env(
    Elements elements,
    Types types,
    SourceMembers sourceMembers,
    PendingInvokers pendingInvokers,
    Subtypes subtypes,
    Map<TypeElement, List<TypeElement>> supertypes,
    Map<TypeElement, Optional<ExecutableElement>> singleMethods,
    Map<String, Boolean> besides) {
  Env(
      Elements elements,
      Types types,
      SourceMembers sourceMembers,
      PendingInvokers pendingInvokers,
      Subtypes subtypes) {
    this(
        elements,
        types,
        sourceMembers,
        pendingInvokers,
        subtypes,
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>());
  }

  /** The one abstract method of an interface; null if it is not a functional interface. */
  @Nullable ExecutableElement singleMethod(TypeElement type) {
    return singleMethods
        .computeIfAbsent(
            type, key -> Optional.ofNullable(FunctionalInterfaceReader.singleMethod(this, key)))
        .orElse(null);
  }

  /** Whether the package of a class has a class of this simple name. */
  boolean isBeside(TypeElement type, String simpleName) {
    return besides.computeIfAbsent(
        packageOf(type) + "/" + simpleName,
        _ -> Classes.beside(elements, type, simpleName) != null);
  }

  /**
   * The class of a type; null if it has none, or the compiler does not know it. (ecj treats a list
   * of an unresolved type as unresolved itself; its class is still found.)
   */
  @Nullable TypeElement element(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement element)) {
      return null;
    }
    return type.getKind() == TypeKind.ERROR
        ? Classes.find(elements, Classes.name(element))
        : element;
  }

  static List<? extends TypeMirror> args(TypeMirror type) {
    return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
  }

  /**
   * Whether this is an inner class of a generic class, which can only be named with the outer type
   * arguments.
   */
  static boolean isInGeneric(DeclaredType type) {
    return !args(type.getEnclosingType()).isEmpty()
        && !type.asElement().getModifiers().contains(Modifier.STATIC);
  }

  /** The class that declares a field or method. */
  static TypeElement owner(Element member) {
    if (member.getEnclosingElement() instanceof TypeElement type) {
      return type;
    }
    throw new IllegalArgumentException(member.getSimpleName() + " is not a member of a class");
  }

  /** The class and its superclasses, the class itself first. */
  List<TypeElement> superclasses(TypeElement type) {
    List<TypeElement> all = new ArrayList<>();
    for (TypeElement at = type; at != null; at = element(at.getSuperclass())) {
      all.add(at);
    }
    return all;
  }

  /**
   * The type of a field or method, with the type arguments of a class that may inherit it. If
   * another member has its name, the declaring class is asked, because ecj looks for members by
   * name, and then finds the one that hides or overrides it.
   */
  TypeMirror asMemberOf(DeclaredType in, Element member) {
    DeclaredType declaring = hasNamesake(in, member) ? asSuper(in, owner(member)) : null;
    return types().asMemberOf(declaring == null ? in : declaring, member);
  }

  private boolean hasNamesake(DeclaredType in, Element member) {
    TypeElement type = element(in);
    return type != null
        && supertypes(type).stream()
            .filter(each -> !each.equals(owner(member)))
            .flatMap(each -> each.getEnclosedElements().stream())
            .anyMatch(
                other ->
                    other.getKind() == member.getKind()
                        && other.getSimpleName().equals(member.getSimpleName()));
  }

  private @Nullable DeclaredType asSuper(DeclaredType type, TypeElement wanted) {
    if (wanted.equals(type.asElement())) {
      return type;
    }
    for (TypeMirror above : types().directSupertypes(type)) {
      DeclaredType found = above instanceof DeclaredType each ? asSuper(each, wanted) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The class, its superclasses, and all interfaces. */
  List<TypeElement> supertypes(TypeElement type) {
    return supertypes.computeIfAbsent(
        type,
        below -> {
          List<TypeElement> all = new ArrayList<>();
          addSupertypes(below, all);
          return Collections.unmodifiableList(all);
        });
  }

  private void addSupertypes(@Nullable TypeElement type, List<TypeElement> all) {
    if (type != null && !all.contains(type)) {
      all.add(type);
      addSupertypes(element(type.getSuperclass()), all);
      type.getInterfaces().forEach(each -> addSupertypes(element(each), all));
    }
  }

  boolean isA(TypeElement type, String name) {
    return supertypes(type).stream().anyMatch(each -> is(each, name));
  }

  static boolean is(@Nullable TypeElement type, String name) {
    return type != null && type.getQualifiedName().contentEquals(name);
  }

  boolean isInvoker(TypeElement type) {
    return isA(type, Invoker.class.getName());
  }

  String packageOf(TypeElement type) {
    return elements.getPackageOf(type).getQualifiedName().toString();
  }

  /** Whether the class declares a marked method, or inherits one. */
  boolean isModel(TypeElement type) {
    return superclasses(type).stream()
        .flatMap(each -> sourceMembers.methods(each).stream())
        .anyMatch(method -> Annotations.has(method, Forward.class));
  }

  static boolean isRecord(TypeElement type) {
    return type.getKind() == ElementKind.RECORD;
  }

  /** Whether code of {@code fromPackage} may call or read a member of {@code owner}. */
  boolean isReachable(TypeElement owner, Set<Modifier> modifiers, String fromPackage) {
    return modifiers.contains(Modifier.PUBLIC)
        || (!modifiers.contains(Modifier.PRIVATE) && packageOf(owner).equals(fromPackage));
  }

  /** The checked exceptions among {@code thrown} that {@code declared} does not cover. */
  List<TypeMirror> thrownUncovered(
      List<? extends TypeMirror> thrown, List<? extends TypeMirror> declared) {
    List<TypeMirror> open = new ArrayList<>();
    for (TypeMirror type : thrown) {
      TypeElement element = element(bound(type));
      if (element == null
          || (!isA(element, "java.lang.RuntimeException")
              && !isA(element, "java.lang.Error")
              && declared.stream().noneMatch(each -> covers(element(bound(each)), element)))) {
        open.add(type);
      }
    }
    return open;
  }

  private boolean covers(@Nullable TypeElement declared, TypeElement thrown) {
    return declared != null && isA(thrown, declared.getQualifiedName().toString());
  }

  private static TypeMirror bound(TypeMirror type) {
    return type instanceof TypeVariable variable
        ? TypeVariableKey.bounds(variable).getFirst()
        : type;
  }

  /**
   * A callable method of {@code type} or a supertype with this name and no parameters; null if
   * there is none.
   */
  @Nullable ExecutableElement accessor(TypeElement type, String name, String fromPackage) {
    for (TypeElement owner : supertypes(type)) {
      for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
        if (method.getSimpleName().contentEquals(name)
            && method.getParameters().isEmpty()
            && !method.getModifiers().contains(Modifier.STATIC)
            && method.getThrownTypes().isEmpty()
            && !is(owner, "java.lang.Object")
            && isReachable(owner, method.getModifiers(), fromPackage)) {
          return method;
        }
      }
    }
    return null;
  }
}
