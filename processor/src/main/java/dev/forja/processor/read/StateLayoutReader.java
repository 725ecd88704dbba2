package dev.forja.processor.read;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.StateLayout;
import dev.forja.processor.read.TypeArguments.Known;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.Shaped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state in one field, and reports state that cannot be traversed.
 *
 * @param buffer the {@code @Buffer} of the field; empty if there is none
 * @param known the type arguments of the generic records on the path through the field
 */
record StateLayoutReader(
    Env env,
    Report report,
    String fromPackage,
    VariableElement field,
    Optional<StateLayout.Buffer> buffer,
    Map<Element, Known> known,
    Runnable unmarked,
    Set<Element> without,
    Budget budget) {
  StateLayoutReader(
      Env env,
      Report report,
      String fromPackage,
      VariableElement field,
      Optional<StateLayout.Buffer> buffer,
      Runnable unmarked) {
    this(
        env, report, fromPackage, field, buffer, Map.of(), unmarked, new HashSet<>(), new Budget());
  }

  /** The state in the field; null if there is none. */
  @Nullable StateLayout read(TypeMirror type) {
    StateLayout layout = read(type, Set.of());
    if (budget.isSpent()) {
      return problem(Problem.TOO_LARGE, TypeText.show(field), Budget.PARTS);
    }
    return layout != null && layout.depth() > Budget.DEPTH
        ? problem(Problem.STATE_TOO_DEEP, TypeText.show(field), Budget.DEPTH)
        : layout;
  }

  private @Nullable StateLayout read(TypeMirror type, Set<Element> open) {
    return switch (type) {
      case ArrayType array -> each(Container.ARRAY, array.getComponentType(), open);
      case TypeVariable variable -> variable(variable, open);
      case WildcardType wildcard ->
          wildcard.getExtendsBound() == null
              ? new StateLayout.Open()
              : bounded(wildcard.getExtendsBound(), open);
      case DeclaredType declared -> declared(declared, open);
      default -> null;
    };
  }

  private @Nullable StateLayout variable(TypeVariable variable, Set<Element> open) {
    Known argument = known.get(variable.asElement());
    if (argument != null) {
      return reader(buffer, argument.known()).read(argument.type(), argument.open());
    }
    if (open.contains(variable.asElement())) {
      return null;
    }
    Set<Element> inner = new HashSet<>(open);
    inner.add(variable.asElement());
    return read(TypeVariableKey.bounds(variable).getFirst(), inner);
  }

  private @Nullable StateLayout bounded(TypeMirror bound, Set<Element> open) {
    return read(bound instanceof IntersectionType both ? both.getBounds().getFirst() : bound, open);
  }

  private @Nullable StateLayout each(Container container, TypeMirror element, Set<Element> open) {
    StateLayout layout = read(element, open);
    return layout == null ? null : new StateLayout.Each(container, layout);
  }

  private @Nullable StateLayout declared(DeclaredType type, Set<Element> open) {
    TypeElement element = env.element(type);
    StateTypes stateTypes = new StateTypes(env);
    if (element == null || env.isInvoker(element)) {
      return new StateLayout.Child(type.asElement().getSimpleName().toString());
    } else if (stateTypes.isParameter(element)) {
      return new StateLayout.Parameter();
    } else if (env.isA(element, Shaped.class.getName())) {
      return buffer.isPresent() ? buffer.get() : unmarkedTensor();
    } else if (env.isModel(element)) {
      return problem(Problem.STATE_BARE_MODEL, TypeText.show(element), invokerOf(element));
    } else if (env.isA(element, "java.util.List")) {
      return container(Container.LIST, type, "java.util.List", open);
    } else if (env.isA(element, "java.util.Map")) {
      return map(type, stateTypes, open);
    } else if (Env.is(element, "java.util.Optional")) {
      return container(Container.OPTIONAL, type, "java.util.Optional", open);
    } else if (Env.isRecord(element)) {
      return record(type, element, open);
    } else if (stateTypes.isContainer(element)) {
      return otherContainer(type, element, stateTypes);
    } else if (element.getKind().isInterface()) {
      return open(type, element, stateTypes);
    } else if (Env.is(element, "java.lang.Object")) {
      return new StateLayout.Open();
    }
    return plainClass(type, element, stateTypes);
  }

  private String invokerOf(TypeElement model) {
    return InvokerNames.of(env, model).simpleName();
  }

  private @Nullable StateLayout container(
      Container container, DeclaredType type, String name, Set<Element> open) {
    List<? extends TypeMirror> args = new TypeArguments(env).arguments(type, name);
    return args.isEmpty()
        ? problem(Problem.STATE_RAW, TypeText.show(field))
        : each(container, args.getLast(), open);
  }

  private @Nullable StateLayout map(DeclaredType type, StateTypes stateTypes, Set<Element> open) {
    List<? extends TypeMirror> args = new TypeArguments(env).arguments(type, "java.util.Map");
    return !args.isEmpty() && stateTypes.holds(args.getFirst())
        ? problem(Problem.STATE_CONTAINER, TypeText.show(field))
        : container(Container.MAP, type, "java.util.Map", open);
  }

  private @Nullable StateLayout otherContainer(
      DeclaredType type, TypeElement element, StateTypes stateTypes) {
    if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
      return problem(Problem.STATE_RAW, TypeText.show(field));
    }
    if (stateTypes.contentsHold(type)) {
      return problem(Problem.STATE_CONTAINER, TypeText.show(field));
    }
    return StateTypes.ofTensors(env).contentsHold(type) ? unmarkedTensor() : null;
  }

  private @Nullable StateLayout unmarkedTensor() {
    unmarked.run();
    return null;
  }

  /** A value of an interface type: state if it is an invoker; otherwise it may hide state. */
  private @Nullable StateLayout open(
      DeclaredType type, TypeElement element, StateTypes stateTypes) {
    TypeElement hiding = hidingSubtype(element, stateTypes);
    if (hiding != null && env.subtypes().isOfProgram(element)) {
      return inSubtype(hiding);
    } else if (hiding != null) {
      report.at(field).report(Problem.STATE_OPEN, TypeText.show(field));
      return mayBeInvoker(element) ? new StateLayout.Open() : null;
    }
    // A function of tensors, by its type arguments or because its library says so.
    if (type.getTypeArguments().stream().anyMatch(stateTypes::holds)
        || Annotations.has(element, InvokerBase.class)) {
      report.at(field).report(Problem.STATE_OPEN, TypeText.show(field));
    }
    return mayBeInvoker(element) ? new StateLayout.Open() : null;
  }

  private @Nullable StateLayout plainClass(
      DeclaredType type, TypeElement element, StateTypes stateTypes) {
    if (Env.is(element, "java.lang.Class")) {
      return null;
    } else if (type.getTypeArguments().stream().anyMatch(stateTypes::holds)) {
      return problem(Problem.STATE_CONTAINER, TypeText.show(field));
    }
    if (stateTypes.fieldsHold(element)) {
      return problem(Problem.STATE_IN_PLAIN_CLASS, TypeText.show(field));
    }
    boolean extensible =
        !element.getModifiers().contains(Modifier.FINAL) && env.subtypes().isOfProgram(element);
    TypeElement hiding = extensible ? hidingSubtype(element, stateTypes) : null;
    if (hiding != null) {
      return inSubtype(hiding);
    }
    return StateTypes.ofTensors(env).holds(type) ? unmarkedTensor() : null;
  }

  /** A subtype that holds state which nothing would traverse; null if none is known. */
  private @Nullable TypeElement hidingSubtype(TypeElement element, StateTypes stateTypes) {
    for (TypeElement subtype : env.subtypes().of(env, element)) {
      if (stateTypes.hides(subtype)) {
        return subtype;
      }
    }
    return null;
  }

  private @Nullable StateLayout inSubtype(TypeElement subtype) {
    String shown = TypeText.show(subtype);
    return problem(Problem.STATE_IN_SUBTYPE, TypeText.show(field), shown, shown);
  }

  private @Nullable StateLayout record(DeclaredType type, TypeElement element, Set<Element> open) {
    if (open.contains(element)) {
      return new StateTypes(env).fieldsHold(element)
          ? problem(Problem.STATE_CIRCLE, TypeText.show(element))
          : null;
    } else if (without.contains(element)) {
      return null;
    }
    Set<Element> inner = new HashSet<>(open);
    inner.add(element);
    Map<Element, Known> arguments = new TypeArguments(env).of(type, known, open);
    List<StateLayout.Component> parts =
        new RecordComponentReader(env, report, fromPackage)
            .read(
                element,
                part ->
                    budget.take()
                        ? reader(StateReader.buffer(part).or(() -> buffer), arguments)
                            .read(part.asType(), inner)
                        : null);
    if (parts.isEmpty() && element.getTypeParameters().isEmpty() && buffer.isEmpty()) {
      without.add(element);
    }
    return parts.isEmpty() ? null : new StateLayout.Components(parts);
  }

  private StateLayoutReader reader(Optional<StateLayout.Buffer> buffer, Map<Element, Known> known) {
    return new StateLayoutReader(
        env, report, fromPackage, field, buffer, known, unmarked, without, budget);
  }

  /**
   * False if the interface is sealed and all permitted subtypes are final, or are sealed in the
   * same way.
   */
  private boolean mayBeInvoker(TypeElement type) {
    if (!type.getModifiers().contains(Modifier.SEALED)) {
      return type.getKind() == ElementKind.INTERFACE;
    }
    return type.getPermittedSubclasses().stream()
        .map(env::element)
        .anyMatch(each -> each == null || env.isInvoker(each) || mayBeInvokerBelow(each));
  }

  private boolean mayBeInvokerBelow(TypeElement type) {
    return type.getKind() == ElementKind.INTERFACE && mayBeInvoker(type);
  }

  private @Nullable StateLayout problem(Problem problem, Object... args) {
    report.at(field).report(problem, args);
    return null;
  }
}
