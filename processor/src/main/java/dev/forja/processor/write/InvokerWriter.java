package dev.forja.processor.write;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import dev.forja.processor.Refusal;
import dev.forja.processor.model.Deprecation;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.SelfMethod;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes an invoker. */
public final class InvokerWriter {
  /**
   * The body of a method that cannot be generated because the class has problems; such a build
   * fails anyway.
   */
  static final CodeBlock BROKEN =
      CodeBlock.of("throw new $T($S)", IllegalStateException.class, Refusal.NOT_COMPILED.of());

  /** Written out, since a writer does not know the processor. */
  private static final String GENERATOR = "dev.forja.processor.ForwardProcessor";

  private final InvokerSpec spec;
  private final List<EntryWriter> entries = new ArrayList<>();

  private InvokerWriter(InvokerSpec spec) {
    this.spec = spec;
    spec.entries().forEach(entry -> entries.add(new EntryWriter(spec, entry)));
  }

  /** The source text of the invoker. */
  public static String write(InvokerSpec spec) {
    JavaFile file =
        JavaFile.builder(spec.name().packageName(), new InvokerWriter(spec).type())
            .skipJavaLangImports(!spec.importJavaLang())
            .indent("  ")
            .build();
    return LineBreaker.of(file.toString());
  }

  private TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(spec.name())
            .addJavadoc("$L", doc())
            .addModifiers(spec.access().with(Modifier.FINAL))
            .addTypeVariables(spec.typeVariables())
            .superclass(spec.base())
            .alwaysQualify(variables());
    annotate(type);
    for (EntryWriter entry : entries) {
      entry
          .entry()
          .functionalInterface()
          .ifPresent(functionalInterface -> type.addSuperinterface(functionalInterface.type()));
      type.addField(entry.constant());
    }
    type.addStaticBlock(constants());
    type.addField(
        FieldSpec.builder(spec.modelType(), "model", Modifier.PRIVATE, Modifier.FINAL).build());
    entries.forEach(entry -> type.addField(entry.hooksField()));
    factories(type);
    for (EntryWriter entry : entries) {
      entry.methods().forEach(type::addMethod);
    }
    for (EntryWriter entry : entries) {
      new HooksWriter(spec, entry.entry(), entry.access()).write().forEach(type::addMethod);
    }
    state(type);
    self(type);
    for (EntrySpec entry : spec.entries()) {
      type.addType(new ArgsWriter(spec, entry).write());
    }
    return type.build();
  }

  /**
   * The names of all type variables; a class with such a name is written in full instead of
   * imported.
   */
  private String[] variables() {
    return Stream.of(
            spec.typeVariables().stream(),
            spec.entries().stream().flatMap(entry -> entry.typeVariables().stream()),
            spec.factories().stream().flatMap(factory -> factory.typeVariables().stream()))
        .flatMap(each -> each)
        .map(TypeVariableName::name)
        .distinct()
        .toArray(String[]::new);
  }

  /**
   * The javadoc of the invoker: its model, the first sentence of the model's javadoc, and its
   * behaviour under threads. It repeats {@code @deprecated}, because when ecj reads the annotations
   * of a class, it knows only from the javadoc that the class is deprecated and may use deprecated
   * types.
   */
  private String doc() {
    String model = String.join(".", spec.model().simpleNames());
    String calls =
        spec.entries().stream()
            .map(entry -> "{@link " + model + "#" + entry.method() + "}")
            .distinct()
            .collect(Collectors.joining(" and "));
    String what = calls.isEmpty() ? "The invoker of {@link " + model + "}" : "Calls " + calls;
    String summary = spec.doc().isEmpty() ? what + "." : what + ". " + spec.doc();
    String text =
        summary + "\n\n<p>Several threads may call it at once if {@link " + model + "} allows it.";
    return spec.deprecated() == Deprecation.NONE
        ? text
        : text + "\n\n@deprecated {@link " + model + "} is deprecated.";
  }

  /** The name of the model, in full if a type variable has the same name. */
  private CodeBlock modelName() {
    return List.of(variables()).contains(spec.model().topLevelClassName().simpleName())
        ? CodeBlock.of("$L", spec.model().canonicalName())
        : CodeBlock.of("$T", spec.model());
  }

  /** The mark of each generated class; JaCoCo looks for it at nested classes too. */
  static AnnotationSpec generated() {
    return AnnotationSpec.builder(Generated.class).addMember("value", "$S", GENERATOR).build();
  }

  private void annotate(TypeSpec.Builder type) {
    type.addAnnotation(
        AnnotationSpec.builder(ForwardGenerated.class)
            .addMember("value", "$L.class", modelName())
            .addMember("contract", "$L", Contract.number())
            .build());
    type.addAnnotation(generated());
    FactoryWriter.deprecation(spec.deprecated()).ifPresent(type::addAnnotation);
    if (!spec.suppressed().isEmpty()) {
      type.addAnnotation(EntryWriter.suppress(spec.suppressed().toArray(String[]::new)));
    }
  }

  /**
   * The static members. The contract check comes first, because a library with another contract may
   * lack what follows.
   */
  private CodeBlock constants() {
    CodeBlock.Builder block =
        CodeBlock.builder()
            .addStatement(
                "$T.require($L, $S)",
                Contract.class,
                Contract.number(),
                spec.model().canonicalName());
    for (EntryWriter entry : entries) {
      block.addStatement("$N = $L", entry.entry().constant(), entry.constantValue());
    }
    return block.build();
  }

  private void factories(TypeSpec.Builder type) {
    FactoryWriter factories = new FactoryWriter(spec);
    type.addMethod(factories.constructor());
    spec.factories().forEach(factory -> type.addMethod(factories.of(factory)));
    type.addMethod(factories.wrap());
    type.addMethod(factories.model());
  }

  private void state(TypeSpec.Builder type) {
    StateWriter state = new StateWriter(spec);
    type.addMethod(state.visitState());
    state.visitFields().ifPresent(type::addMethod);
    new ChildSlotWriter(spec).write().ifPresent(type::addMethod);
    state.accessors().forEach(type::addMethod);
  }

  private void self(TypeSpec.Builder type) {
    SelfWriter self = new SelfWriter(spec);
    type.addMethod(self.typeName());
    spec.extraRepr().ifPresent(access -> type.addMethod(self.extraRepr(access)));
    for (SelfMethod method : spec.selfMethods()) {
      type.addMethod(self.self(method));
    }
  }
}
