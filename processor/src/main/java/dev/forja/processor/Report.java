package dev.forja.processor;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.forja.Forward;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Reports the problems of one model class. If the compiler read the element of a problem from a
 * class file, and so knows no line, the problem is shown at the model class.
 */
public final class Report {
  private final @Nullable Messager messager;
  private final TypeElement subject;
  private final Set<String> sources;
  private final Set<String> said = new HashSet<>();
  private int errors;

  /**
   * Creates a report for {@code subject}; {@code sources} names the outermost classes for which
   * lines are known.
   */
  public Report(Messager messager, TypeElement subject, Set<String> sources) {
    this(subject, messager, sources);
  }

  private Report(TypeElement subject, @Nullable Messager messager, Set<String> sources) {
    this.messager = messager;
    this.subject = subject;
    this.sources = sources;
  }

  /** Creates a report that shows nothing, for a class that is read a second time, or compiled. */
  public static Report silent(TypeElement subject) {
    return new Report(subject, null, Set.of());
  }

  /** Reports a problem without a location. */
  static void report(Messager messager, Problem problem, Object... args) {
    messager.printMessage(problem.kind(), problem.text(args));
  }

  /**
   * A location in code.
   *
   * @param asNote whether even an error is reported only as a note there
   */
  public static CodeLocation in(Trees trees, TreePath place, boolean asNote) {
    return new CodeLocation(trees, place, asNote);
  }

  /** A location in code at which problems are shown. */
  public record CodeLocation(Trees trees, TreePath place, boolean asNote) {
    /** Reports a problem here. */
    public void report(Problem problem, Object... args) {
      trees.printMessage(
          asNote ? Diagnostic.Kind.NOTE : problem.kind(),
          problem.text(args),
          place.getLeaf(),
          place.getCompilationUnit());
    }
  }

  /** The location of an element. */
  public Location at(Element element) {
    return at(element, null, null);
  }

  /**
   * The location of an annotation's value, or of the whole annotation if the value is not known.
   */
  public Location at(
      Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {
    Element anchor = anchor(element);
    return anchor.equals(element)
        ? new Location(element, annotation, value)
        : new Location(anchor, null, null);
  }

  /**
   * The element to report at. ecj has no location for a record, its components and their fields;
   * the marked method or the model class is used instead.
   */
  private Element anchor(Element element) {
    Element record =
        element.getKind() == ElementKind.RECORD ? element : element.getEnclosingElement();
    if (record == null
        || record.getKind() != ElementKind.RECORD
        || element.getKind() == ElementKind.METHOD
        || !element.getClass().getName().startsWith("org.eclipse.")) {
      return element;
    }
    for (Element method : ElementFilter.methodsIn(record.getEnclosedElements())) {
      if (method.getAnnotation(Forward.class) != null) {
        return method;
      }
    }
    if (record.equals(subject)) {
      return record;
    }
    return element.equals(subject) ? element : anchor(subject); // a class within the record
  }

  /** Whether an error was reported. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** The number of errors reported. */
  public int errors() {
    return errors;
  }

  /** A location at which problems are shown. */
  public final class Location {
    private final Element element;
    private final @Nullable AnnotationMirror annotation;
    private final @Nullable AnnotationValue value;

    private Location(
        Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {
      this.element = element;
      this.annotation = annotation;
      this.value = value;
    }

    /** Reports a problem here, unless the source silences it. */
    public void report(Problem problem, Object... args) {
      if (problem.kind() == Diagnostic.Kind.ERROR) {
        errors++;
      } else if (isSilenced(problem)) {
        return;
      }
      if (messager == null) {
        return;
      }
      String text = problem.text(args);
      if (!hasLine(element)) {
        messager.printMessage(problem.kind(), text, anchor(subject));
      } else if (annotation == null) {
        messager.printMessage(problem.kind(), text, element);
      } else if (value == null) {
        messager.printMessage(problem.kind(), text, element, annotation);
      } else {
        messager.printMessage(problem.kind(), text, element, annotation, value);
      }
    }

    /** Reports a problem here, unless the same message was already reported for this class. */
    public void reportOnce(Problem problem, Object... args) {
      if (said.add(problem.text(args))) {
        report(problem, args);
      }
    }

    private boolean isSilenced(Problem problem) {
      for (Element at = element; at != null; at = at.getEnclosingElement()) {
        SuppressWarnings keys = at.getAnnotation(SuppressWarnings.class);
        if (keys != null && List.of(keys.value()).contains("forja:" + problem.id())) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean hasLine(Element element) {
    Element at = element;
    while (at.getEnclosingElement() != null
        && at.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
      at = at.getEnclosingElement();
    }
    return at instanceof TypeElement type && sources.contains(type.getQualifiedName().toString());
  }
}
