package dev.forja.processor.read;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Shape}. */
record ShapeReader(Env env, Report report, TypeElement model, String fromPackage) {
  /** The shape stated on {@code element}, a parameter or a method whose result has {@code type}. */
  Optional<Shape> read(Element element, TypeMirror type) {
    AnnotationMirror mark = Marks.find(element, dev.forja.Shape.class).orElse(null);
    if (mark == null) {
      return Optional.empty();
    }
    AnnotationValue value = Marks.value(mark, "value");
    if (!new TensorReader(env, fromPackage).isTensor(type)) {
      report.at(element, mark, null).report(Problem.SHAPE_NOT_TENSOR, TypeText.show(type));
      return Optional.empty();
    }
    return value != null && value.getValue() instanceof String text
        ? parse(element, mark, value, text)
        : Optional.empty();
  }

  private Optional<Shape> parse(
      Element element, AnnotationMirror mark, AnnotationValue value, String text) {
    List<String> words =
        text.isBlank() ? new ArrayList<>() : new ArrayList<>(List.of(text.strip().split("\\s+")));
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
    String read = new FieldReads(env, model, fromPackage).read(field).orElse(null);
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
