package dev.forja.processor.read;

import dev.forja.Buffer;
import dev.forja.Named;
import dev.forja.RenamedFrom;
import dev.forja.TiedTo;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.PlainField;
import dev.forja.processor.model.StateField;
import dev.forja.processor.model.StateLayout;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ShapeRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds the state of a model: its fields in order of declaration, inherited ones first. */
final class StateReader {
  private static final List<Class<?>> MARKS =
      List.of(Buffer.class, Named.class, RenamedFrom.class, TiedTo.class);

  private final Env env;
  private final Report report;
  private final TypeElement model;
  private final TypeNames names;
  private final Map<String, VariableElement> byStateName = new HashMap<>();
  private final FixedSizes sizes;
  private final Set<VariableElement> unmarked = new HashSet<>();
  private final List<StateField.Accessor> unreadable = new ArrayList<>();
  private final List<PlainField> plain = new ArrayList<>();

  StateReader(Env env, Report report, TypeElement model, TypeNames names) {
    this.env = env;
    this.report = report;
    this.model = model;
    this.names = names;
    this.sizes = new FixedSizes(env);
  }

  /** The instance fields of a class and of its superclasses, inherited first. */
  static List<VariableElement> fields(Env env, TypeElement model) {
    List<VariableElement> all = new ArrayList<>();
    for (TypeElement owner : env.superclasses(model).reversed()) {
      if (env.packageOf(owner).startsWith("java.")) {
        continue;
      }
      List<VariableElement> own =
          ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
              .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
              .toList();
      all.addAll(Env.isRecord(owner) ? inOrderOfComponents(owner, own) : own);
    }
    return all;
  }

  /**
   * Sorts the fields of a record by its components, because compilers disagree about their
   * positions.
   */
  private static List<VariableElement> inOrderOfComponents(
      TypeElement owner, List<VariableElement> fields) {
    List<Name> names =
        owner.getRecordComponents().stream().map(RecordComponentElement::getSimpleName).toList();
    return fields.stream()
        .sorted(Comparator.comparingInt(field -> names.indexOf(field.getSimpleName())))
        .toList();
  }

  /**
   * The type of a field of the model, with the type arguments that the model passes to the
   * declaring class.
   */
  static TypeMirror type(Env env, TypeElement model, VariableElement field) {
    return Env.owner(field).equals(model)
        ? field.asType()
        : env.asMemberOf((DeclaredType) model.asType(), field);
  }

  /** The {@code @Buffer} of a field or component; empty if there is none. */
  static Optional<StateLayout.Buffer> buffer(Element element) {
    return Annotations.find(element, Buffer.class)
        .map(
            mark -> {
              AnnotationValue persistent = Annotations.value(mark, "persistent");
              return new StateLayout.Buffer(
                  persistent == null || !Boolean.FALSE.equals(persistent.getValue()));
            });
  }

  List<StateField> read() {
    ElementFilter.fieldsIn(model.getEnclosedElements()).forEach(this::checkStatic);
    List<StateField> state = new ArrayList<>();
    for (VariableElement field : fields(env, model)) {
      TypeMirror type = type(env, model, field);
      int before = report.errors();
      Optional<StateField> read = read(field, type);
      if (report.errors() == before) {
        read.ifPresent(state::add);
        if (read.isEmpty() || !isAlwaysState(read.get().layout())) {
          addPlain(field, read.isPresent() && isStateInside(read.get().layout()));
        }
      } else if (TypeScan.of(env, names.fromPackage(), type).unreachable() == null
          && !new FieldAccess(env, model, names.fromPackage()).isHidden(field)) {
        unreadable.add(accessor(field, type));
      }
    }
    if (!report.hasErrors()) {
      new NoteChecks(report, model, byStateName).check(state);
    }
    return state;
  }

  /**
   * Whether a visitor of the state sees whatever a field holds: not so in a field of an open type.
   */
  private static boolean isAlwaysState(StateLayout layout) {
    return switch (layout) {
      case StateLayout.Parameter _, StateLayout.Buffer _, StateLayout.Child _ -> true;
      case StateLayout.Each _, StateLayout.Components _, StateLayout.Open _ -> false;
    };
  }

  /** Whether a visitor of the state sees each element of what a field holds. */
  private static boolean isStateInside(StateLayout layout) {
    return layout instanceof StateLayout.Each each
        ? isStateInside(each.element())
        : isAlwaysState(layout);
  }

  /**
   * Keeps a field that may hold something else later, and can be read.
   *
   * @param seen whether a visitor of the state sees what the field holds
   */
  private void addPlain(VariableElement field, boolean seen) {
    boolean isFinal = field.getModifiers().contains(Modifier.FINAL);
    if (!isFinal || (!seen && isHolder(field.asType()))) {
      String name = field.getSimpleName().toString();
      new FieldAccess(env, model, names.fromPackage())
          .read(field)
          .ifPresent(read -> plain.add(new PlainField(name, read)));
    }
  }

  /** Whether objects of a type are arrays, collections, maps or atomic variables. */
  private boolean isHolder(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return type.getKind() == TypeKind.ARRAY;
    }
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    return env.isA(element, Collection.class.getName())
        || env.isA(element, Map.class.getName())
        || env.packageOf(element).equals("java.util.concurrent.atomic");
  }

  /**
   * The fields that may be assigned anew, or what they hold be changed, and that hold or may hold
   * something other than state.
   */
  List<PlainField> plain() {
    return plain;
  }

  private void checkStatic(VariableElement field) {
    if (!field.getModifiers().contains(Modifier.STATIC)
        || field.getKind() == ElementKind.ENUM_CONSTANT) {
      return;
    }
    for (Class<?> mark : MARKS) {
      AnnotationMirror found = Annotations.find(field, mark).orElse(null);
      if (found != null) {
        report
            .at(field, found, null)
            .report(Problem.MARK_ON_STATIC, TypeText.show(field), mark.getSimpleName());
        return;
      }
    }
    if (new StateTypes(env).holds(field.asType())) {
      report.at(field).report(Problem.STATE_STATIC, TypeText.show(field), TypeText.show(model));
    }
  }

  /** Accessors of fields with problems, so that code that uses them causes no further errors. */
  List<StateField.Accessor> unreadable() {
    return unreadable;
  }

  private Optional<StateField> read(VariableElement field, TypeMirror type) {
    int before = report.errors();
    Optional<StateField> state = readState(field, type);
    if (unmarked.contains(field) && report.errors() == before) {
      report.at(field).report(Problem.TENSOR_NOT_STATE, TypeText.show(field));
    }
    return state;
  }

  private Optional<StateField> readState(VariableElement field, TypeMirror type) {
    Optional<StateLayout.Buffer> buffer = buffer(field);
    int before = report.errors();
    StateLayout layout =
        new StateLayoutReader(
                env, report, names.fromPackage(), field, buffer, () -> unmarked.add(field))
            .read(type);
    if (buffer.isPresent() && (layout == null || !isBuffer(layout)) && report.errors() == before) {
      refuse(field, Buffer.class, Problem.BUFFER_NOT_TENSOR);
      return Optional.empty();
    }
    Optional<AnnotationMirror> named = Annotations.find(field, Named.class);
    if (report.errors() == before && !(layout instanceof StateLayout.Parameter)) {
      refuse(field, TiedTo.class, Problem.TIED_NOT_PARAMETER);
    }
    if (layout == null) {
      if (report.errors() == before) {
        refuse(field, RenamedFrom.class, Problem.RENAMED_NOT_STATE);
      }
      if (named.isPresent() && report.errors() == before) {
        report.at(field, named.get(), null).report(Problem.NAMED_NOT_STATE, TypeText.show(field));
      }
      return Optional.empty();
    }
    return isReadable(field, type, layout) && isNamed(field, layout)
        ? Optional.of(field(field, type, layout))
        : Optional.empty();
  }

  private void refuse(VariableElement field, Class<?> mark, Problem problem) {
    Annotations.find(field, mark)
        .ifPresent(found -> report.at(field, found, null).report(problem, TypeText.show(field)));
  }

  private boolean isReadable(VariableElement field, TypeMirror type, StateLayout layout) {
    TypeScan mentioned = TypeScan.of(env, names.fromPackage(), type);
    boolean maybeNone =
        layout instanceof StateLayout.Open && !mentionsTensors(mentioned.withBounds());
    if (new FieldAccess(env, model, names.fromPackage()).read(field).isEmpty()) {
      if (!maybeNone) {
        reportUnreadable(field);
      }
      return false;
    }
    return mentioned.requireReachable(report.at(field));
  }

  private void reportUnreadable(VariableElement field) {
    TypeElement owner = Env.owner(field);
    if (env.packageOf(owner).equals(names.fromPackage())) {
      report.at(field).report(Problem.STATE_PRIVATE, TypeText.show(field), field.getSimpleName());
    } else {
      report
          .at(field)
          .report(
              Problem.STATE_UNREACHABLE,
              TypeText.show(field),
              TypeText.show(owner),
              TypeText.show(model),
              names.fromPackage(),
              field.getSimpleName());
    }
  }

  private boolean mentionsTensors(TypeScan mentioned) {
    return mentioned.types.stream()
        .flatMap(type -> env.supertypes(type).stream())
        .anyMatch(type -> Annotations.has(type, InvokerBase.class));
  }

  private boolean isNamed(VariableElement field, StateLayout layout) {
    String name = stateName(field);
    AnnotationMirror mark = Annotations.find(field, Named.class).orElse(null);
    Report.Location location =
        report.at(field, mark, mark == null ? null : Annotations.value(mark, "value"));
    if (!StateNames.isValid(name, layout)) {
      location.report(Problem.STATE_NAME_INVALID, name);
      return false;
    }
    for (String own : StateNames.of(name, layout)) {
      VariableElement other = byStateName.putIfAbsent(own, field);
      if (other != null) {
        location.report(Problem.STATE_NAME_TWICE, TypeText.show(other), TypeText.show(field), own);
        return false;
      }
    }
    return true;
  }

  private static boolean isBuffer(StateLayout layout) {
    return switch (layout) {
      case StateLayout.Buffer _ -> true;
      case StateLayout.Each(Container _, StateLayout element) -> isBuffer(element);
      case StateLayout.Components(List<StateLayout.Component> parts) ->
          parts.stream().anyMatch(part -> isBuffer(part.layout()));
      case StateLayout.Parameter _, StateLayout.Child _, StateLayout.Open _ -> false;
    };
  }

  /** The name of a field in the state dict. */
  static String stateName(VariableElement field) {
    return Annotations.text(field, Named.class, "value").orElse(field.getSimpleName().toString());
  }

  private StateField field(VariableElement field, TypeMirror type, StateLayout layout) {
    FieldAccess access = new FieldAccess(env, model, names.fromPackage());
    String read = access.read(field).orElseThrow();
    return new StateField(
        stateName(field),
        read,
        layout,
        notes(field),
        sizes.of(field),
        new ChildSlotReader(env, names).read(field, type, layout, read),
        access.isHidden(field) ? Optional.empty() : Optional.of(accessor(field, type)));
  }

  private static StateField.Notes notes(VariableElement field) {
    String own = field.getSimpleName().toString();
    return new StateField.Notes(
        stateName(field).equals(own) ? Optional.empty() : Optional.of(own),
        Annotations.texts(field, RenamedFrom.class, "value"),
        Annotations.text(field, TiedTo.class, "value"));
  }

  private StateField.Accessor accessor(VariableElement field, TypeMirror type) {
    return new StateField.Accessor(
        field.getSimpleName().toString(),
        names.name(type),
        TypeScan.of(env, names.fromPackage(), type).access(),
        Annotations.text(field, ShapeRule.class, "value"));
  }
}
