package dev.forja.processor.read;

import com.palantir.javapoet.TypeName;
import dev.forja.CallContext;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.FunctionalInterfaceSpec;
import dev.forja.processor.model.Param;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Checks whether an entry can implement an interface that the user named. */
record FunctionalInterfaceFit(Env env, TypeElement model, TypeNames names) {
  /** The interface with its type arguments; empty if the entry cannot implement its method. */
  Optional<FunctionalInterfaceSpec> read(
      TypeElement element, ExecutableElement method, EntrySpec entry, ForwardMethod marked) {
    ExecutableType target = marked.type(env, model);
    int count = target.getParameterTypes().size();
    if (count > 0
        && Env.is(env.element(target.getParameterTypes().getLast()), CallContext.class.getName())) {
      count--;
    }
    if (!method.getTypeParameters().isEmpty()
        || !target.getTypeVariables().isEmpty()
        || method.getParameters().size() != count) {
      return Optional.empty();
    }
    List<? extends TypeMirror> params = target.getParameterTypes().subList(0, count);
    DeclaredType type = instantiate(element, method, params, target.getReturnType());
    if (type == null) {
      return Optional.empty();
    }
    ExecutableType own = (ExecutableType) env.asMemberOf(type, method);
    for (int i = 0; i < count; i++) {
      if (!isAssignable(own.getParameterTypes().get(i), params.get(i))) {
        return Optional.empty();
      }
    }
    FunctionalInterfaceSpec functionalInterface =
        new FunctionalInterfaceSpec(
            names.head(type),
            method.getSimpleName().toString(),
            names.names(own.getParameterTypes()),
            names.name(own.getReturnType()),
            method.isVarArgs());
    boolean fits =
        returns(target.getReturnType(), own.getReturnType())
            && env.thrownUncovered(target.getThrownTypes(), own.getThrownTypes()).isEmpty()
            && (!functionalInterface.method().equals(entry.name())
                || isOverridden(functionalInterface, entry));
    return fits ? Optional.of(functionalInterface) : Optional.empty();
  }

  private boolean returns(TypeMirror given, TypeMirror wanted) {
    return wanted.getKind() == TypeKind.VOID
        || (given.getKind() != TypeKind.VOID && isAssignable(given, wanted));
  }

  /**
   * Types that do not exist yet are assignable only to themselves, because compilers disagree about
   * the rest.
   */
  private boolean isAssignable(TypeMirror from, TypeMirror to) {
    return plain(from).equals(plain(to))
        || (TypeScan.of(env, names.fromPackage(), from).add(to).predicted.isEmpty()
            && env.types().isAssignable(from, to));
  }

  private TypeName plain(TypeMirror type) {
    return names.name(type).withoutAnnotations();
  }

  /** Whether a method of the entry's name and signature implements that of the interface. */
  private static boolean isOverridden(
      FunctionalInterfaceSpec functionalInterface, EntrySpec entry) {
    TypeName given = entry.result().type();
    TypeName wanted = functionalInterface.result();
    return functionalInterface.params().equals(entry.params().stream().map(Param::type).toList())
        && (given.equals(wanted) || !(given.isPrimitive() || wanted.isPrimitive()))
        && given.equals(TypeName.VOID) == wanted.equals(TypeName.VOID);
  }

  /**
   * The interface with the type arguments for which its method matches the entry's; null if they
   * cannot be determined.
   */
  private @Nullable DeclaredType instantiate(
      TypeElement element,
      ExecutableElement method,
      List<? extends TypeMirror> params,
      TypeMirror result) {
    Map<TypeParameterElement, TypeMirror> found = new HashMap<>();
    ExecutableType generic =
        (ExecutableType) env.asMemberOf((DeclaredType) element.asType(), method);
    for (int i = 0; i < params.size(); i++) {
      match(generic.getParameterTypes().get(i), params.get(i), found);
    }
    match(generic.getReturnType(), result, found);
    List<TypeMirror> args = new ArrayList<>();
    for (TypeParameterElement parameter : element.getTypeParameters()) {
      TypeMirror arg = found.get(parameter);
      if (arg == null || !isWithin(arg, parameter.getBounds(), found)) {
        return null;
      }
      args.add(arg);
    }
    return env.types().getDeclaredType(element, args.toArray(TypeMirror[]::new));
  }

  private void match(
      TypeMirror pattern, TypeMirror type, Map<TypeParameterElement, TypeMirror> found) {
    if (pattern instanceof TypeVariable variable
        && variable.asElement() instanceof TypeParameterElement parameter
        && type.getKind() != TypeKind.VOID) {
      found.putIfAbsent(
          parameter,
          type.getKind().isPrimitive()
              ? env.types().boxedClass((PrimitiveType) type).asType()
              : type);
    }
  }

  private boolean isWithin(
      TypeMirror arg,
      List<? extends TypeMirror> bounds,
      Map<TypeParameterElement, TypeMirror> found) {
    for (TypeMirror bound : bounds) {
      if (Env.is(env.element(bound), "java.lang.Object")) {
        continue; // compilers do not know even this for types that do not exist yet
      }
      TypeMirror wanted = substituted(bound, found);
      if (wanted == null || !isAssignable(arg, wanted)) {
        return false;
      }
    }
    return true;
  }

  /** The bound with the inferred types substituted for type variables; null if one is not known. */
  private @Nullable TypeMirror substituted(
      TypeMirror bound, Map<TypeParameterElement, TypeMirror> found) {
    if (bound instanceof TypeVariable variable) {
      return found.get(variable.asElement());
    }
    TypeElement element = env.element(bound);
    if (element == null || Env.args(bound).isEmpty()) {
      return bound;
    }
    List<TypeMirror> args = new ArrayList<>();
    for (TypeMirror arg : Env.args(bound)) {
      TypeMirror known = substituted(arg, found);
      if (known == null) {
        return null;
      }
      args.add(known);
    }
    return env.types().getDeclaredType(element, args.toArray(TypeMirror[]::new));
  }
}
