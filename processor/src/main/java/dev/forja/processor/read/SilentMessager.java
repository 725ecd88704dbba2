package dev.forja.processor.read;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A messager that reports nothing, for a class that is read a second time or is already compiled.
 */
final class SilentMessager implements Messager {
  @Override
  public void printMessage(Diagnostic.Kind kind, CharSequence text) {}

  @Override
  public void printMessage(Diagnostic.Kind kind, CharSequence text, @Nullable Element element) {}

  @Override
  public void printMessage(
      Diagnostic.Kind kind,
      CharSequence text,
      @Nullable Element element,
      @Nullable AnnotationMirror annotation) {}

  @Override
  public void printMessage(
      Diagnostic.Kind kind,
      CharSequence text,
      @Nullable Element element,
      @Nullable AnnotationMirror annotation,
      @Nullable AnnotationValue value) {}
}
