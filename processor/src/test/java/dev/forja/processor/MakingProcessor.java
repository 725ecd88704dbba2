package dev.forja.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** The processor, together with another one that creates a class in the first round. */
final class MakingProcessor extends AbstractProcessor {
  private final ForwardProcessor processor = new ForwardProcessor();
  private final String makes;
  private final boolean first;
  private boolean made;

  /**
   * Creates a class.
   *
   * @param first whether it is created before the processor runs, in the same round
   */
  MakingProcessor(String makes, boolean first) {
    this.makes = makes;
    this.first = first;
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    processor.init(env);
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // returns the processor's own result
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    boolean claimed = !first && processor.process(annotations, round);
    make();
    return first ? processor.process(annotations, round) : claimed;
  }

  private void make() {
    if (!made) {
      made = true;
      try (Writer file = processingEnv.getFiler().createSourceFile(makes).openWriter()) {
        file.write("class " + makes + " {}\n");
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }
}
