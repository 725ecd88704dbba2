package dev.forja.processor.read;

import dev.forja.Forward;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;

/** Names the entries of a model. */
record EntryNames(Report report, Set<String> taken) {
  /** Methods of every invoker, besides those of its base. */
  private static final Set<String> OWN =
      Set.of(
          "of",
          "wrap",
          "model",
          "registerForwardPreHook",
          "registerForwardHook",
          "observeForwardPre",
          "observeForward",
          "registerFinallyHook");

  /** Assigns a name to each entry and reports invalid names, whose entries are omitted. */
  Map<String, ForwardMethod> assign(List<ForwardMethod> methods) {
    Map<String, ForwardMethod> named = new LinkedHashMap<>();
    for (ForwardMethod method : methods) {
      String name = name(method, methods.size() == 1);
      ForwardMethod other = named.putIfAbsent(name, method);
      if (other != null) {
        report
            .at(method.mark())
            .report(
                Problem.ENTRY_NAME_TWICE,
                TypeText.show(other.mark()),
                TypeText.show(method.mark()),
                name);
      } else if (isTaken(name, methods)) {
        reportName(Problem.ENTRY_NAME_TAKEN, method.mark(), name);
        named.remove(name);
      } else if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
        reportName(
            Problem.ENTRY_NAME_INVALID,
            method.mark(),
            name,
            Problem.didYouMean(Names.identifier(name)));
        named.remove(name);
      }
    }
    return named;
  }

  private String name(ForwardMethod method, boolean single) {
    String given = Annotations.text(method.mark(), Forward.class, "entry").orElse("");
    if (!given.isEmpty()) {
      return given;
    }
    return single || method.name().equals("forward") ? "call" : method.name();
  }

  private boolean isTaken(String name, List<ForwardMethod> methods) {
    return taken.contains(name)
        || OWN.contains(name)
        || methods.stream()
            .map(each -> name(each, methods.size() == 1))
            .anyMatch(other -> name.equals(other + "Hooks") || name.equals(other + "Entry"));
  }

  private void reportName(Problem problem, ExecutableElement mark, Object... args) {
    AnnotationMirror annotation = Annotations.find(mark, Forward.class).orElse(null);
    AnnotationValue value = annotation == null ? null : Annotations.value(annotation, "entry");
    if (value == null) {
      report.at(mark).report(problem, args);
    } else {
      report.at(mark, annotation, value).report(problem, args);
    }
  }

  /** Names of methods without parameters, which no accessor may have. */
  static List<String> own(Iterable<String> entries) {
    List<String> all = new ArrayList<>(OWN);
    for (String entry : entries) {
      all.add(entry);
      all.add(entry + "Hooks");
      all.add(entry + "Entry");
    }
    return all;
  }

  /** Distinct names for the args records and constants of entries. */
  static Map<String, String> distinct(
      Iterable<String> entries, Collection<String> taken, UnaryOperator<String> name) {
    Names names = new Names(taken);
    Map<String, String> all = new HashMap<>();
    for (String entry : entries) {
      all.put(entry, names.allocate(name.apply(entry)));
    }
    return all;
  }
}
