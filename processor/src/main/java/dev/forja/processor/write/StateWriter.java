package dev.forja.processor.write;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.forja.Invoker;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.PlainField;
import dev.forja.processor.model.StateField;
import dev.forja.processor.model.StateLayout;
import dev.forja.spi.FieldVisitor;
import dev.forja.spi.StateVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes the traversal of a model's state, and its accessors. */
record StateWriter(InvokerSpec spec) {
  MethodSpec visitState() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("visitState")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(StateVisitor.class, "visitor");
    for (StateField field : spec.state()) {
      CodeBlock value = CodeBlock.of("model.$L", field.read());
      method.addCode(notes(field));
      method.addCode(
          show(
              "visitor", CodeBlock.of("$S", field.name()), field.name(), value, field.layout(), 0));
    }
    return method.build();
  }

  /** The method that passes on the fields that are not state; empty if there are none. */
  Optional<MethodSpec> visitFields() {
    if (spec.plain().isEmpty()) {
      return Optional.empty();
    }
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("visitFields")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(FieldVisitor.class, "visitor");
    for (PlainField field : spec.plain()) {
      method.addStatement("visitor.value($S, model.$L)", field.name(), field.read());
    }
    return Optional.of(method.build());
  }

  private static CodeBlock notes(StateField field) {
    CodeBlock.Builder code = CodeBlock.builder();
    StateField.Notes notes = field.notes();
    notes.field().ifPresent(own -> code.addStatement("visitor.source($S, $S)", field.name(), own));
    for (String earlier : notes.earlier()) {
      code.addStatement("visitor.renamed($S, $S)", field.name(), earlier);
    }
    notes.tiedTo().ifPresent(to -> code.addStatement("visitor.tied($S, $S)", field.name(), to));
    return code.build();
  }

  /**
   * The statements that pass the state in {@code value} to the visitor; its name is fixed, or known
   * only at run time.
   */
  private CodeBlock show(
      String visitor,
      CodeBlock name,
      String fixedName,
      CodeBlock value,
      StateLayout layout,
      int depth) {
    return switch (layout) {
      case StateLayout.Parameter _ -> CodeBlock.of("$N.parameter($L, $L);\n", visitor, name, value);
      case StateLayout.Buffer(boolean persistent) ->
          CodeBlock.of("$N.buffer($L, $L, $L);\n", visitor, name, value, persistent);
      case StateLayout.Child _ -> CodeBlock.of("$N.child($L, $L);\n", visitor, name, value);
      case StateLayout.Open _ ->
          CodeBlock.builder()
              .beginControlFlow("if ($L instanceof $T child)", value, Invoker.class)
              .add("$N.child($L, child);\n", visitor, name)
              .endControlFlow()
              .build();
      case StateLayout.Each(Container container, StateLayout element) ->
          call(visitor, container, name, value, walk(element, depth + 1));
      case StateLayout.Components(List<StateLayout.Component> parts) ->
          parts(visitor, fixedName, value, parts, name, depth);
    };
  }

  /** A call that takes a lambda; a lambda of several statements is written on separate lines. */
  private static CodeBlock call(
      String visitor, Container container, CodeBlock name, CodeBlock value, CodeBlock walk) {
    if (walk.toString().indexOf('\n') < 0) {
      return CodeBlock.of("$N.$N($L, $L, $L);\n", visitor, container.method(), name, value, walk);
    }
    return CodeBlock.builder()
        .add("$N.$N(\n", visitor, container.method())
        .indent()
        .indent()
        .add("$L,\n$L,\n$L);\n", name, value, walk)
        .unindent()
        .unindent()
        .build();
  }

  private CodeBlock parts(
      String visitor,
      String fixedName,
      CodeBlock value,
      List<StateLayout.Component> parts,
      CodeBlock name,
      int depth) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("if ($L != null)", value);
    for (StateLayout.Component part : parts) {
      boolean known = !fixedName.equals(UNKNOWN);
      String joined = known ? StateVisitor.join(fixedName, part.name()) : UNKNOWN;
      CodeBlock partName =
          known
              ? CodeBlock.of("$S", joined)
              : CodeBlock.of("$T.join($L, $S)", StateVisitor.class, name, part.name());
      code.add(
          show(
              visitor,
              partName,
              joined,
              CodeBlock.of("$L.$N()", value, part.accessor()),
              part.layout(),
              depth));
    }
    return code.endControlFlow().build();
  }

  /** Represents a name that is known only at run time; no state has this name. */
  private static final String UNKNOWN = ".";

  private CodeBlock walk(StateLayout element, int depth) {
    if (element instanceof StateLayout.Child) {
      return CodeBlock.of("$T::child", StateVisitor.class);
    } else if (element instanceof StateLayout.Parameter) {
      return CodeBlock.of("$T::parameter", StateVisitor.class);
    }
    String number = depth == 1 ? "" : Integer.toString(depth);
    String visitor = "each" + number;
    CodeBlock name = CodeBlock.of("name" + number);
    CodeBlock item = CodeBlock.of("item" + number);
    CodeBlock head = CodeBlock.of("($L, $L, $L) ->", visitor, name, item);
    if (element instanceof StateLayout.Buffer(boolean persistent)) {
      return CodeBlock.of("$L $N.buffer($L, $L, $L)", head, visitor, name, item, persistent);
    } else if (element instanceof StateLayout.Each(Container container, StateLayout inner)) {
      CodeBlock walk = walk(inner, depth + 1);
      return walk.toString().indexOf('\n') < 0
          ? CodeBlock.of(
              "$L $N.$N($L, $L, $L)", head, visitor, container.method(), name, item, walk)
          : block(head, call(visitor, container, name, item, walk));
    }
    return block(head, show(visitor, name, UNKNOWN, item, element, depth));
  }

  private static CodeBlock block(CodeBlock head, CodeBlock body) {
    return CodeBlock.builder().add("$L {\n", head).indent().add(body).unindent().add("}").build();
  }

  List<MethodSpec> accessors() {
    List<MethodSpec> methods = new ArrayList<>();
    for (StateField field : spec.state()) {
      field
          .accessor()
          .ifPresent(
              accessor ->
                  methods.add(
                      accessor(accessor).addStatement("return model.$L", field.read()).build()));
    }
    for (StateField.Accessor accessor : spec.unreadable()) {
      methods.add(accessor(accessor).addStatement(InvokerWriter.BROKEN).build());
    }
    return methods;
  }

  private static MethodSpec.Builder accessor(StateField.Accessor accessor) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(accessor.name())
            .addJavadoc("The field {@code $N} of the model.", accessor.name())
            .addModifiers(accessor.access().with())
            .returns(accessor.type());
    accessor.rule().ifPresent(rule -> method.addAnnotation(EntryWriter.rule(rule)));
    return method;
  }
}
