package dev.forja.processor.read;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Param;
import dev.forja.processor.model.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Shape}. */
record ShapeReader(Env env, Report report, TypeElement model, String fromPackage) {
  /**
   * The shape declared on {@code element}, a parameter, or a method whose result has {@code type}.
   */
  Optional<Shape> read(Element element, TypeMirror type) {
    AnnotationMirror mark = Annotations.find(element, dev.forja.Shape.class).orElse(null);
    if (mark == null) {
      return Optional.empty();
    }
    AnnotationValue value = Annotations.value(mark, "value");
    if (!new TensorReader(env, fromPackage).isTensor(type)) {
      report.at(element, mark, null).report(Problem.SHAPE_NOT_TENSOR, TypeText.show(type));
      return Optional.empty();
    }
    return value != null && value.getValue() instanceof String text
        ? parse(element, mark, value, text)
        : Optional.empty();
  }

  /**
   * Reports symbols in the shape of a result that no argument binds, and reports a note for symbols
   * in arguments that are probably misspelled.
   */
  void checkSymbols(ExecutableElement method, Optional<Shape> result, List<Param> params) {
    List<String> symbols = new ArrayList<>(symbols(result));
    params.forEach(param -> symbols.addAll(symbols(param.shape())));
    List<String> known = new ArrayList<>(symbols);
    env.superclasses(model).stream()
        .flatMap(type -> ElementFilter.fieldsIn(type.getEnclosedElements()).stream())
        .filter(field -> field.asType().getKind() == TypeKind.INT)
        .forEach(field -> known.add(field.getSimpleName().toString()));
    List<String> unbound = once(symbols(result), symbols);
    for (String symbol : unbound) {
      location(method)
          .report(
              Problem.SHAPE_UNBOUND,
              symbol,
              TypeText.show(model),
              Problem.didYouMean(Misspellings.meant(symbol, known)));
    }
    for (int i = 0; i < params.size() && unbound.isEmpty(); i++) {
      for (String symbol : once(symbols(params.get(i).shape()), symbols)) {
        String meant = Misspellings.suspected(symbol, known);
        if (meant != null) {
          location(method.getParameters().get(i))
              .report(Problem.SHAPE_SUSPECT, symbol, Problem.didYouMean(meant));
        }
      }
    }
  }

  private static List<String> once(List<String> some, List<String> all) {
    return some.stream().filter(each -> Collections.frequency(all, each) == 1).toList();
  }

  private static List<String> symbols(Optional<Shape> shape) {
    return shape.stream()
        .flatMap(each -> each.sizes().stream())
        .filter(Shape.Symbol.class::isInstance)
        .map(size -> ((Shape.Symbol) size).name())
        .toList();
  }

  private Report.Location location(Element element) {
    AnnotationMirror mark = Annotations.find(element, dev.forja.Shape.class).orElse(null);
    return report.at(element, mark, mark == null ? null : Annotations.value(mark, "value"));
  }

  private Optional<Shape> parse(
      Element element, AnnotationMirror mark, AnnotationValue value, String text) {
    List<String> words =
        text.isBlank() ? new ArrayList<>() : new ArrayList<>(List.of(text.strip().split("\\s+")));
    if (words.size() > Budget.SIZES) {
      report
          .at(element, mark, value)
          .report(Problem.TOO_LARGE, element.getSimpleName(), Budget.SIZES);
      return Optional.empty();
    }
    boolean open = !words.isEmpty() && words.getFirst().equals("...");
    if (open) {
      words.removeFirst();
    }
    List<Shape.Size> sizes = new ArrayList<>();
    for (String word : words) {
      Shape.Size size = size(element, mark, value, word);
      if (size == null) {
        return Optional.empty();
      }
      sizes.add(size);
    }
    return Optional.of(new Shape(text.strip().replaceAll("\\s+", " "), open, sizes));
  }

  private Shape.@Nullable Size size(
      Element element, AnnotationMirror mark, AnnotationValue value, String word) {
    if (word.equals("_")) {
      return new Shape.Any();
    }
    if (word.matches("\\d{1,9}")) {
      return new Shape.Literal(Integer.parseInt(word));
    }
    if (!SourceVersion.isIdentifier(word)) {
      report.at(element, mark, value).report(Problem.SHAPE_INVALID, word);
      return null;
    }
    VariableElement field = intField(word);
    if (field == null) {
      return new Shape.Symbol(word);
    }
    String read = new FieldAccess(env, model, fromPackage).read(field).orElse(null);
    if (read == null) {
      report.at(element, mark, value).report(Problem.SHAPE_FIELD_PRIVATE, word, word);
      return null;
    }
    return new Shape.Field(word, read);
  }

  private @Nullable VariableElement intField(String name) {
    for (TypeElement owner : env.superclasses(model)) {
      for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
        if (field.getSimpleName().contentEquals(name)
            && field.asType().getKind() == TypeKind.INT
            && (owner.equals(model) || !field.getModifiers().contains(Modifier.PRIVATE))) {
          return field;
        }
      }
    }
    return null;
  }
}
