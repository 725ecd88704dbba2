package dev.forja.processor.write;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.forja.processor.model.ChildSlot;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.StateField;
import dev.forja.spi.ChildSlots;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes the method that lists the places of replaceable children. */
record ChildSlotWriter(InvokerSpec spec) {
  Optional<MethodSpec> write() {
    CodeBlock.Builder code = CodeBlock.builder();
    boolean unchecked = false;
    for (StateField field : spec.state()) {
      ChildSlot childSlot = field.childSlot().orElse(null);
      if (childSlot != null) {
        code.addStatement("$L", show(field, childSlot));
        unchecked |= childSlot instanceof ChildSlot.Field(var _, boolean generic) && generic;
      }
    }
    if (code.isEmpty()) {
      return Optional.empty();
    }
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("visitSlots")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .addParameter(ChildSlots.class, "slots")
            .addCode(code.build());
    if (unchecked) {
      method.addAnnotation(EntryWriter.suppress("unchecked"));
    }
    return Optional.of(method.build());
  }

  private static CodeBlock show(StateField field, ChildSlot childSlot) {
    return switch (childSlot) {
      case ChildSlot.Field(var type, boolean _) ->
          CodeBlock.of(
              "slots.field($S, $T.class, value -> model.$L = value)",
              field.name(),
              type,
              field.read());
      case ChildSlot.Element(Container container, var type) when container == Container.ARRAY ->
          CodeBlock.of("slots.array($S, model.$L)", field.name(), field.read());
      case ChildSlot.Element(Container container, var type) ->
          CodeBlock.of(
              "slots.$N($S, $T.class, model.$L)",
              container.method(),
              field.name(),
              type,
              field.read());
    };
  }
}
