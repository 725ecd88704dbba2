package dev.forja.processor.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds annotations by name, so that a value that does not compile cannot cause an exception. */
final class Annotations {
  private Annotations() {}

  static Optional<AnnotationMirror> find(Element element, Class<?> annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().asElement() instanceof TypeElement type
          && type.getQualifiedName().contentEquals(annotation.getName())) {
        return Optional.of(mirror);
      }
    }
    return Optional.empty();
  }

  static boolean has(Element element, Class<?> annotation) {
    return find(element, annotation).isPresent();
  }

  /** The value as written in the source; null if it has its default. */
  static @Nullable AnnotationValue value(AnnotationMirror mirror, String name) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** The strings of an array value; empty if it is omitted. */
  static List<String> texts(Element element, Class<?> annotation, String name) {
    return values(element, annotation, name, String.class);
  }

  /** The classes of an array value; empty if it is omitted. */
  static List<TypeMirror> types(Element element, Class<?> annotation, String name) {
    return values(element, annotation, name, TypeMirror.class);
  }

  private static <V> List<V> values(
      Element element, Class<?> annotation, String name, Class<V> type) {
    AnnotationValue value =
        find(element, annotation).map(mirror -> value(mirror, name)).orElse(null);
    return value != null && value.getValue() instanceof List<?> parts
        ? parts.stream()
            .filter(AnnotationValue.class::isInstance)
            .map(part -> ((AnnotationValue) part).getValue())
            .filter(type::isInstance)
            .map(type::cast)
            .toList()
        : List.of();
  }

  /** A string value; empty if it is omitted. */
  static Optional<String> text(Element element, Class<?> annotation, String name) {
    return find(element, annotation)
        .map(mirror -> value(mirror, name))
        .map(AnnotationValue::getValue)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(
            text -> !text.equals("<error>")); // compilers use this text for a value with an error
  }
}
