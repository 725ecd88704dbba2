package dev.forja.processor.read;

import dev.forja.spi.ParameterType;
import dev.forja.spi.Shaped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Determines whether a type certainly holds state, however it is wrapped.
 *
 * @param tensors whether to look for tensors that are not state themselves, instead of state
 */
record StateTypes(Env env, boolean tensors) {
  private static final List<String> CONTAINERS =
      List.of(
          "java.lang.Iterable",
          "java.util.Iterator",
          "java.util.Map",
          "java.util.Map.Entry",
          "java.util.stream.BaseStream");

  StateTypes(Env env) {
    this(env, false);
  }

  /**
   * Determines instead whether a type holds tensors that are neither parameters nor inside a
   * module.
   */
  static StateTypes ofTensors(Env env) {
    return new StateTypes(env, true);
  }

  boolean holds(@Nullable TypeMirror type) {
    return holds(type, new HashSet<>());
  }

  /** Whether a field of the class, or of a class that it holds, certainly holds state. */
  boolean fieldsHold(TypeElement type) {
    return fieldsHold(type, new HashSet<>());
  }

  /**
   * Whether the class keeps state in fields but is not an invoker, so that nothing traverses it.
   */
  boolean hides(TypeElement type) {
    return !isState(type) && fieldsHold(type);
  }

  private boolean holds(@Nullable TypeMirror type, Set<Element> seen) {
    return switch (type) {
      case ArrayType array -> holds(array.getComponentType(), seen);
      case WildcardType wildcard -> holds(wildcard.getExtendsBound(), seen);
      case TypeVariable variable ->
          seen.add(variable.asElement())
              && env.element(TypeVariableKey.bounds(variable).getFirst()) != null
              && holds(TypeVariableKey.bounds(variable).getFirst(), seen);
      case DeclaredType declared -> {
        TypeElement element = env.element(declared);
        if (element == null || isState(element)) {
          yield !tensors;
        }
        yield (tensors && isTensor(element))
            || (!Env.is(element, "java.lang.Class")
                && (!isInterface(element) || isContainer(element))
                && declared.getTypeArguments().stream().anyMatch(arg -> holds(arg, seen)))
            || fieldsHold(element, seen);
      }
      case null, default -> false;
    };
  }

  private boolean fieldsHold(TypeElement type, Set<Element> seen) {
    if (env.packageOf(type).startsWith("java.") || !seen.add(type)) {
      return false;
    }
    for (TypeElement owner : env.superclasses(type)) {
      for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
        if (!field.getModifiers().contains(Modifier.STATIC) && holds(field.asType(), seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isState(TypeElement element) {
    return env.isInvoker(element) || isParameter(element) || env.isModel(element);
  }

  private boolean isTensor(TypeElement element) {
    return env.isA(element, Shaped.class.getName());
  }

  private static boolean isInterface(TypeElement element) {
    return element.getKind().isInterface();
  }

  boolean isParameter(TypeElement element) {
    return env.superclasses(element).stream()
        .anyMatch(each -> Annotations.has(each, ParameterType.class));
  }

  /** Whether values of the type may hold several others. */
  boolean isContainer(TypeElement element) {
    return CONTAINERS.stream().anyMatch(name -> env.isA(element, name));
  }

  /** Whether the contents of a container other than a list or map certainly hold state. */
  boolean contentsHold(DeclaredType type) {
    if (type.getKind() == TypeKind.ERROR) { // happens in ecj if an argument does not exist yet
      return type.getTypeArguments().stream().anyMatch(this::holds);
    }
    TypeArguments instantiation = new TypeArguments(env);
    return CONTAINERS.stream()
        .flatMap(name -> instantiation.arguments(type, name).stream())
        .anyMatch(this::holds);
  }
}
