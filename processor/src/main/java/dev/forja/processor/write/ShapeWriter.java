package dev.forja.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.forja.ShapeMismatchException;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.Param;
import dev.forja.processor.model.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the checks of {@code @Shape}: a chain of comparisons, and a message that is built only for
 * a mismatch.
 */
final class ShapeWriter {
  private final EntrySpec entry;
  private final String resultName;
  private final String model;

  /** The number of remaining shapes in which each symbol occurs. */
  private final Map<String, Integer> uses = new HashMap<>();

  /** The variables that hold sizes, by symbol, and the tensors that the sizes come from. */
  private final Map<String, Binding> bound = new LinkedHashMap<>();

  private final List<String> taken = new ArrayList<>();

  private record Binding(String variable, String argument, String tensor) {}

  ShapeWriter(EntrySpec entry, String resultName, String model) {
    this.entry = entry;
    this.model = model;
    this.resultName = resultName;
    entry.params().forEach(param -> taken.add(param.name()));
    taken.add(resultName);
    taken.add("model");
    entry.params().forEach(param -> param.shape().ifPresent(this::count));
    entry.result().shape().ifPresent(this::count);
  }

  private void count(Shape shape) {
    symbols(shape).forEach(name -> uses.merge(name, 1, Integer::sum));
  }

  private static Set<String> symbols(Shape shape) {
    Set<String> names = new LinkedHashSet<>();
    for (Shape.Size size : shape.sizes()) {
      if (size instanceof Shape.Symbol(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  CodeBlock params() {
    CodeBlock.Builder code = CodeBlock.builder();
    for (Param param : entry.params()) {
      param
          .shape()
          .ifPresent(shape -> code.add(check(shape, param.name(), param.name(), param.nullable())));
    }
    return code.build();
  }

  CodeBlock result() {
    return entry
        .result()
        .shape()
        .map(shape -> check(shape, resultName, "result", entry.result().nullable()))
        .orElse(CodeBlock.of(""));
  }

  private CodeBlock check(Shape shape, String tensor, String label, boolean nullable) {
    Set<String> known = new LinkedHashSet<>(bound.keySet());
    symbols(shape).forEach(name -> uses.merge(name, -1, Integer::sum));
    List<CodeBlock> wrong = new ArrayList<>();
    wrong.add(
        CodeBlock.of(
            shape.open() ? "$N.rank() < $L" : "$N.rank() != $L", tensor, shape.sizes().size()));
    Map<String, CodeBlock> first = new LinkedHashMap<>();
    for (int i = 0; i < shape.sizes().size(); i++) {
      int dim = shape.open() ? i - shape.sizes().size() : i;
      CodeBlock size = CodeBlock.of("$N.size($L)", tensor, dim);
      switch (shape.sizes().get(i)) {
        case Shape.Any _ -> {}
        case Shape.Literal(int value) -> wrong.add(CodeBlock.of("$L != $L", size, value));
        case Shape.Field(String _, String read) ->
            wrong.add(CodeBlock.of("$L != $L.$L", size, model, read));
        case Shape.Symbol(String name) -> {
          Binding binding = bound.get(name);
          if (binding != null) {
            wrong.add(CodeBlock.of("$L != $N", size, binding.variable()));
          } else if (first.putIfAbsent(name, size) != null) {
            wrong.add(CodeBlock.of("$L != $L", size, first.get(name)));
          }
        }
      }
    }
    CodeBlock.Builder code = CodeBlock.builder();
    if (nullable) {
      wrong.set(0, CodeBlock.of("$N != null && ($L", tensor, wrong.getFirst()));
    }
    CodeBlock line = CodeBlock.join(wrong, " || ");
    CodeBlock condition =
        line.toString().length() <= 85 ? line : CodeBlock.join(wrong, "\n    || ");
    code.beginControlFlow(nullable ? "if ($L))" : "if ($L)", condition);
    code.addStatement("throw $L", mismatch(shape, tensor, label, known));
    code.endControlFlow();
    first.forEach((name, size) -> bind(code, name, size, tensor, label, nullable));
    return code.build();
  }

  /**
   * Binds a symbol. It needs a variable only if it is used again; a symbol of a nullable parameter
   * binds nothing.
   */
  private void bind(
      CodeBlock.Builder code,
      String name,
      CodeBlock size,
      String tensor,
      String label,
      boolean nullable) {
    if (!nullable && uses.getOrDefault(name, 0) > 0) {
      String variable = Names.free(taken, name);
      taken.add(variable);
      code.addStatement("int $N = $L", variable, size);
      bound.put(name, new Binding(variable, label, tensor));
    }
  }

  private CodeBlock mismatch(Shape shape, String tensor, String label, Set<String> known) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add(
                "$T.of(this, $S, $S, $N)",
                ShapeMismatchException.class,
                label,
                shape.text(),
                tensor);
    Set<String> told = new LinkedHashSet<>();
    for (Shape.Size size : shape.sizes()) {
      if (size instanceof Shape.Symbol(String name) && known.contains(name) && told.add(name)) {
        Binding binding = bound.get(name);
        if (binding != null) {
          code.add(
              "\n.where($S, $N, $S, $N)",
              name,
              binding.variable(),
              binding.argument(),
              binding.tensor());
        }
      } else if (size instanceof Shape.Field(String name, String read) && told.add(name)) {
        code.add("\n.where($S, $L.$L)", name, model, read);
      }
    }
    return code.add(told.isEmpty() ? ".exception()" : "\n.exception()").build();
  }
}
