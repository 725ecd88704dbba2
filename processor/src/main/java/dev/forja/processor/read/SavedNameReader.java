package dev.forja.processor.read;

import dev.forja.processor.Report;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.SavedName;
import dev.forja.processor.model.SavedName.Fixed;
import dev.forja.processor.model.SavedName.Level;
import dev.forja.processor.model.StateField;
import dev.forja.processor.model.StateLayout;
import dev.forja.spi.ForwardGenerated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Determines the names of a model's state in files, including those of its children's models,
 * whether compiled or not. Elements of a list or a map are described by a pattern; for a child of
 * an open type, or one that contains itself, any name is accepted.
 */
final class SavedNameReader {
  private final Env env;
  private final Map<TypeElement, Optional<List<SavedName>>> known = new HashMap<>();
  private final Set<TypeElement> open = new HashSet<>();

  SavedNameReader(Env env) {
    this.env = env;
  }

  /** The names of a model's state; empty if it cannot be read, which is reported elsewhere. */
  Optional<List<SavedName>> read(TypeElement model) {
    Report silent = Report.silent(model);
    TypeNames names = new TypeNames(env, env.packageOf(model), Map.of());
    Map<String, VariableElement> fields = new HashMap<>();
    for (VariableElement field : StateReader.fields(env, model)) {
      fields.put(StateReader.stateName(field), field);
    }
    List<SavedName> all = new ArrayList<>();
    List<StateField> states = new StateReader(env, silent, model, names).read();
    if (silent.hasErrors()) {
      return Optional.empty();
    }
    for (StateField state : states) {
      VariableElement field = fields.get(state.name());
      if (field != null) {
        String own = field.getSimpleName().toString();
        List<String> named =
            Stream.concat(Stream.of(state.name()), state.notes().earlier().stream()).toList();
        boolean required = state.notes().tiedTo().isEmpty() && !isNullable(field);
        List<Level> path = state.name().isEmpty() ? List.of() : List.of(new Fixed(named));
        TypeMirror type = StateReader.type(env, model, field);
        add(new SavedName(own, path, required), state.layout(), type, all);
      }
    }
    return Optional.of(all);
  }

  private void add(SavedName at, StateLayout layout, TypeMirror type, List<SavedName> all) {
    boolean required = at.required() && !isNullable(type);
    SavedName here = new SavedName(at.field(), at.path(), required);
    switch (layout) {
      case StateLayout.Parameter _ -> all.add(here);
      case StateLayout.Buffer(boolean persistent) -> {
        if (persistent) {
          all.add(isBatchCount(here) ? new SavedName(here.field(), here.path(), false) : here);
        }
      }
      case StateLayout.Open _ -> all.add(below(here, new SavedName.Rest(), false));
      case StateLayout.Child _ -> addChild(here, type, all);
      case StateLayout.Each parts -> {
        SavedName each =
            switch (parts.container()) {
              case LIST, ARRAY -> below(here, new SavedName.Index(), required);
              case MAP -> below(here, new SavedName.Key(), required);
              case OPTIONAL -> new SavedName(here.field(), here.path(), false);
            };
        add(each, parts.element(), element(parts.container(), type), all);
      }
      case StateLayout.Components(List<StateLayout.Component> parts) -> {
        for (StateLayout.Component part : parts) {
          RecordComponentElement component = component(type, part.accessor());
          boolean always = required && component != null && !isNullable(component);
          SavedName below =
              part.name().isEmpty()
                  ? new SavedName(here.field(), here.path(), always)
                  : below(here, new Fixed(List.of(part.name())), always);
          add(below, part.layout(), component == null ? type : component.asType(), all);
        }
      }
    }
  }

  /**
   * Whether this is the batch count of a batch norm. Older files, and files for inference, lack it
   * but can still be loaded.
   */
  private static boolean isBatchCount(SavedName name) {
    return !name.path().isEmpty()
        && name.path().getLast() instanceof Fixed(List<String> names)
        && names.getFirst().equals("num_batches_tracked");
  }

  private static SavedName below(SavedName at, Level level, boolean required) {
    List<Level> path = new ArrayList<>(at.path());
    path.add(level);
    return new SavedName(at.field(), List.copyOf(path), required);
  }

  private void addChild(SavedName at, TypeMirror type, List<SavedName> all) {
    TypeElement model = modelOf(type);
    if (model == null || !open.add(model)) {
      all.add(below(at, new SavedName.Rest(), false));
      return;
    }
    Optional<List<SavedName>> names = known.get(model);
    if (names == null) {
      names = read(model);
      known.put(model, names);
    }
    open.remove(model);
    if (names.isEmpty()) {
      all.add(below(at, new SavedName.Rest(), false));
      return;
    }
    for (SavedName name : names.get()) {
      List<Level> path = new ArrayList<>(at.path());
      path.addAll(name.path());
      all.add(new SavedName(at.field(), List.copyOf(path), at.required() && name.required()));
    }
  }

  /** The model class of an invoker, even if it is not generated yet; null for other types. */
  private @Nullable TypeElement modelOf(TypeMirror type) {
    TypeElement invoker = env.element(type);
    if (invoker == null) {
      return type instanceof DeclaredType declared
          ? env.pendingInvokers()
              .find(declared, "")
              .map(pending -> Classes.find(env.elements(), pending.model()))
              .orElse(null)
          : null;
    }
    AnnotationMirror mark = Annotations.find(invoker, ForwardGenerated.class).orElse(null);
    var value = mark == null ? null : Annotations.value(mark, "value");
    return value != null && value.getValue() instanceof TypeMirror model
        ? env.element(model)
        : null;
  }

  private TypeMirror element(Container container, TypeMirror type) {
    if (type instanceof ArrayType array) {
      return array.getComponentType();
    }
    String name =
        switch (container) {
          case LIST, ARRAY -> "java.util.List";
          case MAP -> "java.util.Map";
          case OPTIONAL -> "java.util.Optional";
        };
    List<? extends TypeMirror> arguments =
        type instanceof DeclaredType declared
            ? new TypeArguments(env).arguments(declared, name)
            : List.of();
    return arguments.isEmpty() ? type : arguments.getLast();
  }

  private @Nullable RecordComponentElement component(TypeMirror type, String accessor) {
    TypeElement element = env.element(type);
    if (element != null) {
      for (RecordComponentElement component : element.getRecordComponents()) {
        if (component.getAccessor().getSimpleName().contentEquals(accessor)) {
          return component;
        }
      }
    }
    return null;
  }

  private static boolean isNullable(RecordComponentElement component) {
    return isNullable((Element) component) || isNullable(component.getAccessor().getReturnType());
  }

  /**
   * Whether an element may be null. If its type does not exist yet, ecj shows none of its
   * annotations, so it may be.
   */
  private static boolean isNullable(Element element) {
    boolean hidden = element.asType().getKind() == TypeKind.ERROR && !Classes.isOfJavac(element);
    return hidden || hasNullable(element.getAnnotationMirrors()) || isNullable(element.asType());
  }

  private static boolean isNullable(TypeMirror type) {
    return hasNullable(type.getAnnotationMirrors());
  }

  private static boolean hasNullable(List<? extends AnnotationMirror> marks) {
    return marks.stream()
        .anyMatch(
            mark -> mark.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }
}
