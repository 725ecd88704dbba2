package dev.forja.processor.read;

import dev.forja.Forward;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.FunctionalInterfaceSpec;
import dev.forja.processor.model.Param;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Finds the functional interface that an invoker implements through an entry. */
record FunctionalInterfaceReader(Env env, Report report, TypeElement model, TypeNames names) {
  /**
   * The interface named by {@code as}. If there is none, an entry named {@code call} implements the
   * interface of its shape: that of the library whose types it takes and returns, otherwise that of
   * the JDK.
   */
  Optional<FunctionalInterfaceSpec> read(EntrySpec entry, ForwardMethod marked) {
    AnnotationMirror mark = Annotations.find(marked.mark(), Forward.class).orElse(null);
    AnnotationValue as = mark == null ? null : Annotations.value(mark, "as");
    if (as == null) {
      return entry.isCall() && entry.typeVariables().isEmpty() && !throwsChecked(marked)
          ? ofLibrary(entry, marked).or(() -> ofJdk(entry))
          : Optional.empty();
    }
    if (!(as.getValue() instanceof TypeMirror type) || type.getKind() == TypeKind.VOID) {
      return Optional.empty();
    }
    TypeElement element = env.element(type);
    if (element == null && type.getKind() == TypeKind.ERROR) {
      return Optional.empty(); // the compiler reports the missing type
    }
    Report.Location location = report.at(marked.mark(), mark, as);
    ExecutableElement method = element == null ? null : singleMethod(element);
    TypeScan mentioned = TypeScan.of(env, names.fromPackage(), type);
    if (method != null) {
      method.getParameters().forEach(param -> mentioned.add(param.asType()));
      mentioned.add(method.getReturnType());
    }
    if (!mentioned.requireReachable(location)) {
      return Optional.empty();
    }
    if (element == null || method == null) {
      location.report(Problem.AS_NOT_FUNCTIONAL, TypeText.show(type));
      return Optional.empty();
    }
    Optional<FunctionalInterfaceSpec> functionalInterface =
        new FunctionalInterfaceFit(env, model, names).read(element, method, entry, marked);
    if (functionalInterface.isEmpty()) {
      location.report(
          Problem.AS_UNFIT,
          TypeText.show(element),
          TypeText.show(method, env.asMemberOf((DeclaredType) element.asType(), method)),
          TypeText.show(marked.mark()));
    }
    return functionalInterface;
  }

  private static Optional<FunctionalInterfaceSpec> ofJdk(EntrySpec entry) {
    return JdkFunctionalInterfaces.find(
            entry.params().stream().map(Param::type).toList(), entry.result().type())
        .filter(functionalInterface -> !TypeNames.hasAnnotatedArrays(functionalInterface.type()));
  }

  /** The interface of this shape that a library made for the types in the entry's signature. */
  private Optional<FunctionalInterfaceSpec> ofLibrary(EntrySpec entry, ForwardMethod marked) {
    ExecutableType type = marked.type(env, model);
    List<TypeMirror> mentioned = new ArrayList<>(type.getParameterTypes());
    mentioned.add(type.getReturnType());
    for (TypeMirror each : mentioned) {
      for (TypeElement named : BaseResolver.functions(env, each)) {
        ExecutableElement method = singleMethod(named);
        if (method != null && named.getTypeParameters().isEmpty()) {
          FunctionalInterfaceSpec found =
              new FunctionalInterfaceSpec(
                  names.head(named.asType()),
                  method.getSimpleName().toString(),
                  names.names(
                      method.getParameters().stream().map(VariableElement::asType).toList()),
                  names.name(method.getReturnType()),
                  method.isVarArgs());
          if (found.params().equals(entry.params().stream().map(Param::type).toList())
              && found.result().equals(entry.result().type())) {
            return Optional.of(found);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the user named the interface. */
  static boolean isGiven(ForwardMethod marked) {
    return Annotations.find(marked.mark(), Forward.class)
        .map(mark -> Annotations.value(mark, "as"))
        .isPresent();
  }

  private boolean throwsChecked(ForwardMethod marked) {
    return !env.thrownUncovered(marked.type(env, model).getThrownTypes(), List.of()).isEmpty();
  }

  /** The one abstract method of an interface that anyone may implement. */
  private @Nullable ExecutableElement singleMethod(TypeElement element) {
    return element.getModifiers().contains(Modifier.SEALED) ? null : env.singleMethod(element);
  }

  /** The one abstract method of an interface; null if it is not a functional interface. */
  static @Nullable ExecutableElement singleMethod(Env env, TypeElement element) {
    if (element.getKind() != ElementKind.INTERFACE) {
      return null;
    }
    List<ExecutableElement> methods = new ArrayList<>();
    for (TypeElement type : env.supertypes(element)) {
      methods.addAll(ElementFilter.methodsIn(type.getEnclosedElements()));
    }
    DeclaredType self = (DeclaredType) element.asType();
    List<ExecutableElement> open =
        methods.stream()
            .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
            .filter(method -> !isOfObject(method))
            .filter(
                method -> methods.stream().noneMatch(other -> isBelow(env, self, other, method)))
            .toList();
    return open.stream()
        .filter(one -> open.stream().allMatch(other -> one == other || fits(env, self, one, other)))
        .findFirst()
        .orElse(null);
  }

  /** Whether a method of a subtype stands for another one in an interface. */
  private static boolean isBelow(
      Env env, DeclaredType in, ExecutableElement method, ExecutableElement above) {
    TypeElement owner = Env.owner(method);
    return method != above
        && !method.getModifiers().contains(Modifier.STATIC)
        && !owner.equals(Env.owner(above))
        && env.supertypes(owner).contains(Env.owner(above))
        && isSameCall(env, in, method, above);
  }

  /** Whether whoever implements one method of an interface has implemented the other one too. */
  private static boolean fits(
      Env env, DeclaredType in, ExecutableElement one, ExecutableElement other) {
    TypeMirror result = member(env, in, one).getReturnType();
    TypeMirror wanted = member(env, in, other).getReturnType();
    return isSameCall(env, in, one, other)
        && (env.types().isSameType(result, wanted)
            || (!result.getKind().isPrimitive()
                && result.getKind() != TypeKind.VOID
                && wanted.getKind() != TypeKind.VOID
                && env.types().isSubtype(result, wanted)));
  }

  private static boolean isSameCall(
      Env env, DeclaredType in, ExecutableElement one, ExecutableElement other) {
    return one.getSimpleName().equals(other.getSimpleName())
        && env.types().isSubsignature(member(env, in, one), member(env, in, other));
  }

  private static ExecutableType member(Env env, DeclaredType in, ExecutableElement method) {
    return (ExecutableType) env.asMemberOf(in, method);
  }

  static boolean isOfObject(ExecutableElement method) {
    int params = method.getParameters().size();
    return switch (method.getSimpleName().toString()) {
      case "hashCode", "toString" -> params == 0;
      case "equals" -> params == 1;
      default -> false;
    };
  }
}
