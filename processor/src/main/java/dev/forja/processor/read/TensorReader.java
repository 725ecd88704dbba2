package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.processor.Refusal;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.TensorLayout;
import dev.forja.processor.model.TensorLayout.Component;
import dev.forja.processor.model.TensorLayout.Components;
import dev.forja.processor.model.TensorLayout.Each;
import dev.forja.processor.model.TensorLayout.None;
import dev.forja.processor.model.TensorLayout.One;
import dev.forja.processor.model.TensorLayout.Opaque;
import dev.forja.processor.read.TypeArguments.Known;
import dev.forja.spi.Shaped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;

/**
 * Finds the tensors in the values of a type.
 *
 * @param known the arguments of the generic records on the path to the value
 * @param without the records that are known to contain no tensors
 * @param budget the limit on the number of record parts that are read
 */
record TensorReader(
    Env env,
    String fromPackage,
    Map<Element, Known> known,
    Set<TypeElement> without,
    Budget budget) {
  TensorReader(Env env, String fromPackage) {
    this(env, fromPackage, Map.of(), new HashSet<>(), new Budget());
  }

  private TensorReader with(Map<Element, Known> known) {
    return new TensorReader(env, fromPackage, known, without, budget);
  }

  TensorLayout read(TypeMirror type) {
    TensorLayout tensors = read(type, Set.of());
    return tensors.depth() > Budget.DEPTH
        ? new Opaque(Refusal.TOO_DEEP.of(TypeText.show(type)))
        : tensors;
  }

  private TensorLayout read(TypeMirror type, Set<Element> open) {
    return switch (type) {
      case ArrayType array -> each(Container.ARRAY, array.getComponentType(), open);
      case TypeVariable variable -> variable(variable, open);
      case WildcardType wildcard -> wildcard(wildcard, open);
      case IntersectionType both -> read(both.getBounds().getFirst(), open);
      case DeclaredType declared -> declared(declared, open);
      default -> new None();
    };
  }

  /**
   * The type that a wildcard stands for has no name, so a mapped value cannot replace the original.
   */
  private TensorLayout wildcard(WildcardType wildcard, Set<Element> open) {
    TypeMirror bound = wildcard.getExtendsBound();
    return bound != null && read(bound, open) instanceof None none
        ? none
        : new Opaque(Refusal.WILDCARD.of(TypeText.show(wildcard)));
  }

  private TensorLayout variable(TypeVariable variable, Set<Element> open) {
    Known argument = known.get(variable.asElement());
    if (argument != null) {
      return with(argument.known()).read(argument.type(), argument.open());
    }
    List<? extends TypeMirror> bounds = TypeVariableKey.bounds(variable);
    for (TypeMirror each : bounds) {
      TypeElement element = env.element(each);
      if (element != null && env.isA(element, Shaped.class.getName())) {
        return new One();
      }
    }
    if (open.contains(variable.asElement())) {
      return new None();
    }
    Set<Element> inner = new HashSet<>(open);
    inner.add(variable.asElement());
    TensorLayout tensors = read(bounds.getFirst(), inner);
    return tensors instanceof None
        ? tensors
        : new Opaque(Refusal.VARIABLE.of(variable.asElement().getSimpleName()));
  }

  private TensorLayout declared(DeclaredType type, Set<Element> open) {
    TypeElement element = env.element(type);
    if (element == null || env.isInvoker(element)) {
      return new None(); // an invoker keeps its tensors itself, whether it already exists or not
    }
    String name = element.getQualifiedName().toString();
    List<? extends TypeMirror> args = type.getTypeArguments();
    return switch (name) {
      case "java.util.List" -> args(Container.LIST, type, args, open);
      case "java.util.Map" -> args(Container.MAP, type, args, open);
      case "java.util.Optional" -> args(Container.OPTIONAL, type, args, open);
      case "java.lang.Object" -> new Opaque(Refusal.OBJECT.of());
      default -> {
        if (env.isA(element, Shaped.class.getName())) {
          yield new One();
        }
        yield Env.isRecord(element) ? record(type, element, open) : other(type, element, open);
      }
    };
  }

  private TensorLayout args(
      Container container, DeclaredType type, List<? extends TypeMirror> args, Set<Element> open) {
    return args.isEmpty()
        ? new Opaque(Refusal.RAW.of(type.asElement().getSimpleName()))
        : each(container, args.getLast(), open);
  }

  private TensorLayout each(Container container, TypeMirror element, Set<Element> open) {
    return switch (read(element, open)) {
      case None none -> none;
      case Opaque opaque -> opaque;
      case TensorLayout tensors -> new Each(container, tensors);
    };
  }

  private TensorLayout record(DeclaredType type, TypeElement element, Set<Element> open) {
    String name = element.getSimpleName().toString();
    if (open.contains(element)) {
      return new Opaque(Refusal.CIRCLE.of(name));
    } else if (without.contains(element)) {
      return new None();
    }
    Set<Element> inner = new HashSet<>(open);
    inner.add(element);
    TensorReader parts = with(new TypeArguments(env).of(type, known, open));
    List<Component> read = new ArrayList<>();
    for (RecordComponentElement component : element.getRecordComponents()) {
      if (!budget.take()) {
        return new Opaque(Refusal.TOO_LARGE.of(name));
      }
      TypeMirror partType = component.asType();
      TensorLayout tensors = parts.read(partType, inner);
      if (tensors instanceof Opaque) {
        return tensors;
      }
      read.add(
          new Component(
              component.getSimpleName().toString(),
              TypeNames.isNullable(partType.getAnnotationMirrors()),
              tensors));
    }
    if (read.stream().noneMatch(part -> part.tensors().reached())) {
      if (element.getTypeParameters().isEmpty()) {
        without.add(element);
      }
      return new None();
    }
    return canMake(element)
        ? new Components(ClassName.get(element), !element.getTypeParameters().isEmpty(), read)
        : new Opaque(Refusal.PRIVATE_RECORD.of(name));
  }

  private boolean canMake(TypeElement element) {
    List<TypeMirror> components = new ArrayList<>();
    element.getRecordComponents().forEach(each -> components.add(each.asType()));
    for (ExecutableElement constructor :
        ElementFilter.constructorsIn(element.getEnclosedElements())) {
      if (constructor.getParameters().size() == components.size()
          && !constructor.getModifiers().contains(Modifier.PRIVATE)
          && TypeScan.access(env, element, fromPackage) != null) {
        return true;
      }
    }
    return false;
  }

  /** Enums, strings and similar types hold no tensors; interfaces and users' classes might. */
  private TensorLayout other(DeclaredType type, TypeElement element, Set<Element> open) {
    String name = element.getSimpleName().toString();
    if (element.getKind() == ElementKind.ENUM) {
      return new None();
    }
    for (TypeMirror arg : type.getTypeArguments()) {
      if (!(read(arg, open) instanceof None)) {
        return new Opaque(Refusal.CONTAINER.of(name));
      }
    }
    if (element.getKind() == ElementKind.INTERFACE) {
      return isOfJdk(element) ? new None() : new Opaque(Refusal.INTERFACE.of(name));
    }
    return !isOfJdk(element) && holdsTensors(element)
        ? new Opaque(Refusal.CLASS.of(name))
        : new None();
  }

  private boolean holdsTensors(TypeElement element) {
    return env.superclasses(element).stream()
        .flatMap(each -> ElementFilter.fieldsIn(each.getEnclosedElements()).stream())
        .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
        .anyMatch(
            field ->
                TypeScan.of(env, fromPackage, field.asType()).types.stream()
                    .anyMatch(type -> env.isA(type, Shaped.class.getName())));
  }

  private boolean isOfJdk(TypeElement element) {
    return env.packageOf(element).startsWith("java.");
  }

  boolean isTensor(TypeMirror type) {
    return type.getKind() != TypeKind.ERROR && read(type) instanceof One;
  }
}
