package dev.forja.processor.write;

import com.palantir.javapoet.MethodSpec;
import dev.forja.processor.model.FactorySpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.SelfMethod;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes the methods of the base class that an invoker overrides: its names, and methods that
 * return itself.
 */
record SelfWriter(InvokerSpec spec) {
  MethodSpec typeName() {
    return MethodSpec.methodBuilder("typeName")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(String.class)
        .addStatement("return $S", spec.typeName())
        .build();
  }

  MethodSpec extraRepr(Modifier access) {
    return MethodSpec.methodBuilder("extraRepr")
        .addAnnotation(Override.class)
        .addModifiers(access)
        .returns(String.class)
        .addStatement("return model.extraRepr()")
        .build();
  }

  MethodSpec self(SelfMethod method) {
    MethodSpec.Builder override =
        MethodSpec.methodBuilder(method.name())
            .addAnnotation(Override.class)
            .addModifiers(method.modifiers())
            .returns(spec.type())
            .varargs(method.varargs())
            .addExceptions(method.thrown());
    method.params().forEach(param -> override.addParameter(param.type(), param.name()));
    return override
        .addStatement(
            "super.$N($L)",
            method.name(),
            method.params().stream().map(FactorySpec.Arg::name).collect(Collectors.joining(", ")))
        .addStatement("return this")
        .build();
  }
}
