package dev.forja.processor.read;

import dev.forja.processor.model.ChildSlot;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.StateLayout;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Determines where a replaceable child is stored: in the field itself, if it is not final, or in
 * the container that the field holds.
 */
record ChildSlotReader(Env env, TypeNames names) {
  /**
   * The slot in {@code field}.
   *
   * @param read the expression that reads the field: {@code hidden}, or {@code hidden()}
   */
  Optional<ChildSlot> read(
      VariableElement field, TypeMirror type, StateLayout layout, String read) {
    if (layout instanceof StateLayout.Each(Container container, StateLayout element)
        && isChild(element)) {
      return element(container, type);
    }
    boolean writable =
        isChild(layout) && !field.getModifiers().contains(Modifier.FINAL) && !read.endsWith(")");
    return writable && type instanceof DeclaredType declared
        ? Optional.of(new ChildSlot.Field(names.raw(declared), hasArguments(declared)))
        : Optional.empty();
  }

  /** Whether the type has arguments other than unbounded wildcards. */
  private static boolean hasArguments(DeclaredType type) {
    return type.getTypeArguments().stream()
        .anyMatch(
            arg ->
                !(arg instanceof WildcardType any)
                    || any.getExtendsBound() != null
                    || any.getSuperBound() != null);
  }

  private static boolean isChild(StateLayout layout) {
    return layout instanceof StateLayout.Child || layout instanceof StateLayout.Open;
  }

  private Optional<ChildSlot> element(Container container, TypeMirror type) {
    TypeMirror element =
        switch (container) {
          case ARRAY -> ((ArrayType) type).getComponentType();
          case LIST -> last(type, "java.util.List");
          case MAP -> last(type, "java.util.Map");
          case OPTIONAL -> null;
        };
    return element instanceof DeclaredType declared
        ? Optional.of(new ChildSlot.Element(container, names.raw(declared)))
        : Optional.empty();
  }

  private @Nullable TypeMirror last(TypeMirror type, String container) {
    List<? extends TypeMirror> args =
        type instanceof DeclaredType declared
            ? new TypeArguments(env).arguments(declared, container)
            : List.of();
    return args.isEmpty() ? null : args.getLast();
  }
}
