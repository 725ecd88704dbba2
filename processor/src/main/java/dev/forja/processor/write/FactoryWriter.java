package dev.forja.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.forja.processor.model.Deprecation;
import dev.forja.processor.model.FactorySpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.spi.Puts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the constructor and the factory methods of an invoker. */
record FactoryWriter(InvokerSpec spec) {
  MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(spec.modelType(), "model")
        .addStatement("this.model = $T.requireNonNull(model, $S)", Objects.class, "model")
        .addStatement("adoptChildren()")
        .build();
  }

  MethodSpec of(FactorySpec factory) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("of")
            .addJavadoc("$L", doc(factory))
            .addModifiers(factory.access().with(Modifier.STATIC))
            .addTypeVariables(factory.typeVariables())
            .returns(spec.type())
            .varargs(factory.varargs())
            .addExceptions(factory.thrown());
    deprecation(factory.deprecated()).ifPresent(method::addAnnotation);
    if (!factory.puts().isEmpty()) {
      method.addAnnotation(puts(factory.puts()));
    }
    factory.params().forEach(param -> method.addParameter(param.type(), param.name()));
    if (factory.varargs()) {
      EntryWriter.vararg(method, factory.params().getLast().type(), factory.safeVarargs());
    }
    return method
        .addStatement(
            "return new $T(new $L$T($L))",
            spec.type(),
            witness(factory),
            spec.modelType(),
            factory.params().stream().map(FactorySpec.Arg::name).collect(Collectors.joining(", ")))
        .build();
  }

  private static AnnotationSpec puts(List<String> puts) {
    CodeBlock texts =
        CodeBlock.join(puts.stream().map(text -> CodeBlock.of("$S", text)).toList(), ", ");
    return AnnotationSpec.builder(Puts.class)
        .addMember("value", puts.size() == 1 ? "$L" : "{$L}", texts)
        .build();
  }

  /**
   * The constructor's own type variables as explicit type arguments, because compilers cannot
   * always infer them.
   */
  private String witness(FactorySpec factory) {
    List<TypeVariableName> all = factory.typeVariables();
    List<TypeVariableName> own = all.subList(spec.typeVariables().size(), all.size());
    return own.isEmpty()
        ? ""
        : own.stream().map(TypeVariableName::name).collect(Collectors.joining(", ", "<", "> "));
  }

  private String doc(FactorySpec factory) {
    if (!factory.doc().isEmpty()) {
      return factory.doc();
    }
    return "Makes a {@link " + String.join(".", spec.model().simpleNames()) + "}, and its invoker.";
  }

  MethodSpec wrap() {
    return MethodSpec.methodBuilder("wrap")
        .addJavadoc("Creates the invoker of an existing model.")
        .addModifiers(spec.modelAccess().with(Modifier.STATIC))
        .addTypeVariables(spec.typeVariables())
        .returns(spec.type())
        .addParameter(spec.modelType(), "model")
        .addStatement("return new $T(model)", spec.type())
        .build();
  }

  MethodSpec model() {
    return MethodSpec.methodBuilder("model")
        .addJavadoc("The model that this invoker calls.")
        .addModifiers(spec.modelAccess().with())
        .returns(spec.modelType())
        .addStatement("return model")
        .build();
  }

  static Optional<AnnotationSpec> deprecation(Deprecation deprecation) {
    return switch (deprecation) {
      case NONE -> Optional.empty();
      case DEPRECATED -> Optional.of(AnnotationSpec.builder(Deprecated.class).build());
      case FOR_REMOVAL ->
          Optional.of(
              AnnotationSpec.builder(Deprecated.class).addMember("forRemoval", "true").build());
    };
  }
}
