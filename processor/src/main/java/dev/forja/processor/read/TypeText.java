package dev.forja.processor.read;

import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Writes types and elements for messages: with simple names, without annotations, and in the same
 * way for every compiler.
 */
final class TypeText {
  private TypeText() {}

  static String show(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> show(array.getComponentType()) + "[]";
      case TypeVariable variable -> variable.asElement().getSimpleName().toString();
      case WildcardType wildcard
          when wildcard.getExtendsBound() != null && !isObject(wildcard.getExtendsBound()) ->
          "? extends " + show(wildcard.getExtendsBound());
      case WildcardType wildcard when wildcard.getSuperBound() != null ->
          "? super " + show(wildcard.getSuperBound());
      case WildcardType _ -> "?";
      case IntersectionType both ->
          both.getBounds().stream().map(TypeText::show).collect(Collectors.joining(" & "));
      case DeclaredType declared -> declared(declared);
      default -> type.toString();
    };
  }

  /** Whether a bound says nothing; some compilers leave it out, and annotations on it with it. */
  private static boolean isObject(TypeMirror bound) {
    return bound instanceof DeclaredType declared
        && declared.asElement() instanceof TypeElement element
        && Env.is(element, "java.lang.Object");
  }

  private static String declared(DeclaredType type) {
    String name =
        type.asElement() instanceof TypeElement element
            ? show(element)
            : type.asElement().getSimpleName().toString();
    return type.getTypeArguments().isEmpty()
        ? name
        : name
            + type.getTypeArguments().stream()
                .map(TypeText::show)
                .collect(Collectors.joining(", ", "<", ">"));
  }

  static String show(ExecutableElement method) {
    return method.getSimpleName()
        + method.getParameters().stream()
            .map(parameter -> show(parameter.asType()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /** A method as seen by a type that passes type arguments to the declaring class. */
  static String show(ExecutableElement method, TypeMirror seen) {
    return seen instanceof ExecutableType type
        ? method.getSimpleName()
            + type.getParameterTypes().stream()
                .map(TypeText::show)
                .collect(Collectors.joining(", ", "(", ")"))
        : show(method);
  }

  /** A field as {@code layers (Set<Linear>)}. */
  static String show(VariableElement field) {
    return show(field.getSimpleName(), field.asType());
  }

  static String show(Name name, TypeMirror type) {
    return name + " (" + show(type) + ")";
  }

  /** A class with its enclosing classes: {@code Outer.Net}. */
  static String show(TypeElement type) {
    Element outer = type.getEnclosingElement();
    String name = type.getSimpleName().toString();
    return outer instanceof TypeElement around && outer.getKind() != ElementKind.PACKAGE
        ? show(around) + "." + name
        : name;
  }
}
