package dev.forja.processor.read;

import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.Face;
import dev.forja.processor.model.Param;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Finds the functional interface that an invoker implements through an entry. */
record FaceReader(Env env, Report report, TypeElement model, TypeNames names) {
  /** The interface named by {@code as}, or for {@code call} that of the JDK with its shape. */
  Optional<Face> read(EntrySpec entry, MarkedMethod marked) {
    AnnotationMirror mark = Marks.find(marked.mark(), Forward.class).orElse(null);
    AnnotationValue as = mark == null ? null : Marks.value(mark, "as");
    if (as == null) {
      return entry.isCall() && entry.typeVariables().isEmpty() && !throwsChecked(marked)
          ? JdkFaces.find(entry.params().stream().map(Param::type).toList(), entry.result().type())
          : Optional.empty();
    }
    if (!(as.getValue() instanceof TypeMirror type) || type.getKind() == TypeKind.VOID) {
      return Optional.empty();
    }
    TypeElement element = env.element(type);
    ExecutableElement method = element == null ? null : singleMethod(element);
    Report.Place place = report.at(marked.mark(), mark, as);
    if (element == null || method == null) {
      place.report(Problem.AS_NOT_FUNCTIONAL, TypeText.show(type));
      return Optional.empty();
    }
    Optional<Face> face = fit(element, method, marked);
    if (face.isEmpty()) {
      place.report(Problem.AS_UNFIT, TypeText.show(element), TypeText.show(marked.mark()));
    }
    return face;
  }

  /** Whether the user named the interface. */
  static boolean isGiven(MarkedMethod marked) {
    return Marks.find(marked.mark(), Forward.class)
        .map(mark -> Marks.value(mark, "as"))
        .isPresent();
  }

  private boolean throwsChecked(MarkedMethod marked) {
    return !env.thrownUncovered(marked.type(env, model).getThrownTypes(), List.of()).isEmpty();
  }

  /** The one abstract method of an interface that the package can name. */
  private @Nullable ExecutableElement singleMethod(TypeElement element) {
    return element.getModifiers().contains(Modifier.SEALED)
            || TypeScan.access(env, element, names.fromPackage()) == null
        ? null
        : singleMethod(env, element);
  }

  /** The one abstract method of an interface; null if it is no functional interface. */
  static @Nullable ExecutableElement singleMethod(Env env, TypeElement element) {
    if (element.getKind() != ElementKind.INTERFACE) {
      return null;
    }
    List<ExecutableElement> open = new ArrayList<>();
    for (TypeElement type : env.supertypes(element)) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        if (method.getModifiers().contains(Modifier.ABSTRACT)
            && !isOfObject(method)
            && open.stream().noneMatch(other -> env.elements().overrides(other, method, element))) {
          open.add(method);
        }
      }
    }
    return open.size() == 1 ? open.getFirst() : null;
  }

  static boolean isOfObject(ExecutableElement method) {
    int params = method.getParameters().size();
    return switch (method.getSimpleName().toString()) {
      case "hashCode", "toString" -> params == 0;
      case "equals" -> params == 1;
      default -> false;
    };
  }

  private Optional<Face> fit(TypeElement element, ExecutableElement method, MarkedMethod marked) {
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
    ExecutableType own = (ExecutableType) env.types().asMemberOf(type, method);
    for (int i = 0; i < count; i++) {
      if (!env.types().isAssignable(own.getParameterTypes().get(i), params.get(i))) {
        return Optional.empty();
      }
    }
    boolean returns =
        own.getReturnType().getKind() == TypeKind.VOID
            || (target.getReturnType().getKind() != TypeKind.VOID
                && env.types().isAssignable(target.getReturnType(), own.getReturnType()));
    return returns && env.thrownUncovered(target.getThrownTypes(), own.getThrownTypes()).isEmpty()
        ? Optional.of(
            new Face(
                names.name(type),
                method.getSimpleName().toString(),
                names.names(own.getParameterTypes()),
                names.name(own.getReturnType())))
        : Optional.empty();
  }

  /** The interface with the type arguments that make its method the entry's; null if unclear. */
  private @Nullable DeclaredType instantiate(
      TypeElement element,
      ExecutableElement method,
      List<? extends TypeMirror> params,
      TypeMirror result) {
    Map<TypeParameterElement, TypeMirror> found = new HashMap<>();
    ExecutableType generic =
        (ExecutableType) env.types().asMemberOf((DeclaredType) element.asType(), method);
    for (int i = 0; i < params.size(); i++) {
      match(generic.getParameterTypes().get(i), params.get(i), found);
    }
    match(generic.getReturnType(), result, found);
    List<TypeMirror> args = new ArrayList<>();
    for (TypeParameterElement parameter : element.getTypeParameters()) {
      TypeMirror arg = found.get(parameter);
      if (arg == null) {
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

  static TypeName raw(TypeName type) {
    return type instanceof ParameterizedTypeName generic ? generic.rawType() : type;
  }
}
