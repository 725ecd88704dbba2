package dev.forja.processor.read;

import com.palantir.javapoet.TypeVariableName;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.Deprecation;
import dev.forja.processor.model.FactorySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** Reads the constructors for which {@code of} methods are generated. */
record FactoryReader(Env env, TypeElement model, String fromPackage) {
  List<FactorySpec> read() {
    if (model.getKind() == ElementKind.ENUM || model.getModifiers().contains(Modifier.ABSTRACT)) {
      return List.of();
    }
    return env.sourceMembers().constructors(model).stream()
        .filter(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE))
        .filter(constructor -> !takesModel(constructor))
        .filter(constructor -> mentioned(constructor).unreachable() == null)
        .map(this::read)
        .toList();
  }

  /**
   * Whether this is a copy constructor. It gets no {@code of} method, since only {@code wrap} takes
   * a model.
   */
  private boolean takesModel(ExecutableElement constructor) {
    return constructor.getParameters().size() == 1
        && model.equals(env.element(constructor.getParameters().getFirst().asType()));
  }

  private TypeScan mentioned(ExecutableElement constructor) {
    TypeScan scan = new TypeScan(env, fromPackage);
    constructor.getParameters().forEach(param -> scan.add(param.asType()));
    scan.addAll(TypeVariableKey.declared(constructor.getTypeParameters()));
    return scan.addAll(constructor.getThrownTypes()).withBounds();
  }

  private FactorySpec read(ExecutableElement constructor) {
    Names variables = new Names(List.of());
    model.getTypeParameters().forEach(each -> variables.allocate(each.getSimpleName().toString()));
    List<TypeVariable> own = TypeVariableKey.declared(constructor.getTypeParameters());
    Map<TypeVariableKey, String> renamed = new HashMap<>();
    for (TypeVariableKey each : TypeVariableKey.all(own)) {
      renamed.put(each, variables.allocate(each.name()));
    }
    TypeNames names = new TypeNames(env, fromPackage, renamed);
    List<TypeVariableName> declared =
        new ArrayList<>(names.declarations(TypeVariableKey.declared(model.getTypeParameters())));
    declared.addAll(names.declarations(own));
    return new FactorySpec(
        declared,
        params(constructor, names),
        constructor.isVarArgs(),
        Annotations.has(constructor, SafeVarargs.class),
        names.names(constructor.getThrownTypes()),
        Access.publicIf(constructor.getModifiers().contains(Modifier.PUBLIC))
            .and(mentioned(constructor).access()),
        deprecation(env, constructor),
        new PutsReader(env, model).read(constructor),
        DocComments.whole(env, constructor));
  }

  private static List<FactorySpec.Arg> params(ExecutableElement constructor, TypeNames names) {
    List<FactorySpec.Arg> params = new ArrayList<>();
    for (VariableElement param : constructor.getParameters()) {
      TypeMirror type = param.asType();
      params.add(new FactorySpec.Arg(param.getSimpleName().toString(), names.name(type)));
    }
    return params;
  }

  static Deprecation deprecation(Env env, Element element) {
    Optional<AnnotationMirror> annotation = Annotations.find(element, Deprecated.class);
    if (annotation.isEmpty()) {
      boolean tagged =
          Classes.isOfJavac(element)
              ? env.elements().isDeprecated(element)
              : DocComments.isDeprecated(
                  env, element); // ecj has not read the annotations of members yet
      return tagged ? Deprecation.DEPRECATED : Deprecation.NONE;
    }
    return annotation
        .map(mark -> Annotations.value(mark, "forRemoval"))
        .filter(value -> Boolean.TRUE.equals(value.getValue()))
        .map(_ -> Deprecation.FOR_REMOVAL)
        .orElse(Deprecation.DEPRECATED);
  }
}
