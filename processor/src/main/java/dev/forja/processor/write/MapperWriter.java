package dev.forja.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.forja.processor.model.Container;
import dev.forja.processor.model.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the code that maps the tensors in a value.
 *
 * @param mapper the variable that holds the mapper
 */
record MapperWriter(String mapper) {
  /**
   * The expression that maps {@code value}; the expression {@code value} must be cheap, because it
   * may be repeated.
   */
  CodeBlock map(TensorLayout tensors, CodeBlock value, boolean nullable, int depth) {
    return switch (tensors) {
      case TensorLayout.None _, TensorLayout.Opaque _ -> value;
      case TensorLayout.One _ -> CodeBlock.of("$N.map($L)", mapper, value);
      case TensorLayout.Each(Container container, TensorLayout element) ->
          guarded(
              nullable,
              value,
              CodeBlock.of(
                  "$N.$N($L, $L)", mapper, container.method(), value, each(element, depth)));
      case TensorLayout.Components parts -> guarded(nullable, value, parts(parts, value, depth));
    };
  }

  private static CodeBlock guarded(boolean nullable, CodeBlock value, CodeBlock mapped) {
    return nullable ? CodeBlock.of("$L == null ? null : $L", value, mapped) : mapped;
  }

  private CodeBlock each(TensorLayout element, int depth) {
    if (element instanceof TensorLayout.One) {
      return CodeBlock.of("$N::map", mapper);
    }
    String item = depth == 0 ? "each" : "each" + (depth + 1);
    return CodeBlock.of("$N -> $L", item, map(element, CodeBlock.of("$N", item), false, depth + 1));
  }

  private CodeBlock parts(TensorLayout.Components record, CodeBlock value, int depth) {
    List<CodeBlock> parts = new ArrayList<>();
    for (TensorLayout.Component part : record.parts()) {
      CodeBlock read = CodeBlock.of("$L.$N()", value, part.accessor());
      parts.add(map(part.tensors(), read, part.nullable(), depth));
    }
    return CodeBlock.of(
        record.generic() ? "new $T<>($L)" : "new $T($L)",
        record.type(),
        CodeBlock.join(parts, ", "));
  }
}
