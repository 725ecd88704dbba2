package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import dev.forja.processor.model.FactorySpec;
import dev.forja.processor.model.SelfMethod;
import dev.forja.spi.ReturnsSelf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Reads the members that an invoker inherits from its base class. */
record BaseReader(Env env, TypeElement base, TypeElement model, TypeNames names) {
  ClassName name() {
    return ClassName.get(base);
  }

  List<ExecutableElement> methods() {
    return env.supertypes(base).stream()
        .flatMap(type -> ElementFilter.methodsIn(type.getEnclosedElements()).stream())
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .toList();
  }

  /** The names of the methods of the base, which no entry may have. */
  Set<String> methodNames() {
    Set<String> taken = new TreeSet<>();
    methods().forEach(method -> taken.add(method.getSimpleName().toString()));
    return taken;
  }

  /** The methods to override so that they return the invoker's own type. */
  List<SelfMethod> selfMethods() {
    Map<String, SelfMethod> methods = new LinkedHashMap<>();
    for (TypeElement owner : env.superclasses(base)) {
      for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
        if (Annotations.has(method, ReturnsSelf.class)
            && !method.getModifiers().contains(Modifier.FINAL)
            && !method.getModifiers().contains(Modifier.ABSTRACT)) {
          methods.putIfAbsent(TypeText.show(method), self(method));
        }
      }
    }
    return List.copyOf(methods.values());
  }

  private SelfMethod self(ExecutableElement method) {
    List<FactorySpec.Arg> params = new ArrayList<>();
    for (VariableElement param : method.getParameters()) {
      params.add(new FactorySpec.Arg(param.getSimpleName().toString(), names.name(param.asType())));
    }
    return new SelfMethod(
        method.getSimpleName().toString(),
        access(method),
        params,
        method.isVarArgs(),
        names.names(method.getThrownTypes()));
  }

  private static List<Modifier> access(ExecutableElement method) {
    return method.getModifiers().stream()
        .filter(each -> each == Modifier.PUBLIC || each == Modifier.PROTECTED)
        .toList();
  }

  /** The modifier of {@code extraRepr}, if the model has such a method that returns a string. */
  Optional<Modifier> extraRepr() {
    ExecutableElement own = env.accessor(model, "extraRepr", names.fromPackage());
    if (own == null
        || !Env.is(env.element(own.getReturnType()), "java.lang.String")
        || model.getKind() == ElementKind.INTERFACE) {
      return Optional.empty();
    }
    return methods().stream()
        .filter(method -> method.getSimpleName().contentEquals("extraRepr"))
        .filter(method -> method.getParameters().isEmpty())
        .filter(method -> !method.getModifiers().contains(Modifier.FINAL))
        .findFirst()
        .map(
            method ->
                method.getModifiers().contains(Modifier.PUBLIC)
                    ? Modifier.PUBLIC
                    : Modifier.PROTECTED);
  }
}
