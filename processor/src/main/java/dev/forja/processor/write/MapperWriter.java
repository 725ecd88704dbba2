package dev.forja.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes how a value is mapped, tensor by tensor.
 *
 * @param mapper the variable that holds the mapper
 */
record MapperWriter(String mapper) {
  /** The mapped value of {@code value}, which is cheap to write twice. */
  CodeBlock map(Tensors tensors, CodeBlock value, boolean nullable, int depth) {
    return switch (tensors) {
      case Tensors.None _, Tensors.Opaque _ -> value;
      case Tensors.One _ -> CodeBlock.of("$N.map($L)", mapper, value);
      case Tensors.Each(Container container, Tensors element) ->
          guarded(
              nullable,
              value,
              CodeBlock.of(
                  "$N.$N($L, $L)", mapper, container.method(), value, each(element, depth)));
      case Tensors.Parts parts -> guarded(nullable, value, parts(parts, value, depth));
    };
  }

  private static CodeBlock guarded(boolean nullable, CodeBlock value, CodeBlock mapped) {
    return nullable ? CodeBlock.of("$L == null ? null : $L", value, mapped) : mapped;
  }

  private CodeBlock each(Tensors element, int depth) {
    if (element instanceof Tensors.One) {
      return CodeBlock.of("$N::map", mapper);
    }
    String item = depth == 0 ? "each" : "each" + (depth + 1);
    return CodeBlock.of("$N -> $L", item, map(element, CodeBlock.of("$N", item), false, depth + 1));
  }

  private CodeBlock parts(Tensors.Parts record, CodeBlock value, int depth) {
    List<CodeBlock> parts = new ArrayList<>();
    for (Tensors.Part part : record.parts()) {
      CodeBlock read = CodeBlock.of("$L.$N()", value, part.accessor());
      parts.add(map(part.tensors(), read, part.nullable(), depth));
    }
    return CodeBlock.of(
        record.generic() ? "new $T<>($L)" : "new $T($L)",
        record.type(),
        CodeBlock.join(parts, ", "));
  }
}
