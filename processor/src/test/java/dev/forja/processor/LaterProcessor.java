package dev.forja.processor;

import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** A processor that comes after Forja's on the path, and records what it receives. */
final class LaterProcessor extends AbstractProcessor {
  private final String supported;
  private final Set<String> annotations = new TreeSet<>();
  private final Set<String> classes = new TreeSet<>();

  /** Acts as a null checker. */
  LaterProcessor() {
    this("org.jspecify.annotations.*");
  }

  LaterProcessor(String supported) {
    this.supported = supported;
  }

  /** The annotations for which it was called. */
  Set<String> annotations() {
    return annotations;
  }

  /** The classes of the rounds in which it was called. */
  Set<String> classes() {
    return classes;
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // as a checker does with its own annotations
  public boolean process(Set<? extends TypeElement> found, RoundEnvironment round) {
    found.forEach(each -> annotations.add(each.getSimpleName().toString()));
    for (Element root : round.getRootElements()) {
      classes.add(root.getSimpleName().toString());
    }
    return !supported.equals("*");
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(supported);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }
}
