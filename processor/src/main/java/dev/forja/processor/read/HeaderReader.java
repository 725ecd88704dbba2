package dev.forja.processor.read;

import dev.forja.Forward;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Checks whether a class can be a model. */
record HeaderReader(Env env, Report report, TypeElement model) {
  private static final Set<String> LOMBOK =
      Set.of(
          "lombok.AllArgsConstructor",
          "lombok.Builder",
          "lombok.Data",
          "lombok.RequiredArgsConstructor",
          "lombok.Value");

  boolean isSound() {
    boolean sound = checkKind();
    sound &= checkNesting();
    sound &= checkBounds();
    sound &= checkLombok();
    checkInvokerName();
    return sound;
  }

  /**
   * Checks that Lombok has run. It adds constructors to the compiler's model of a class, which are
   * visible only if it runs before this processor.
   */
  private boolean checkLombok() {
    boolean implicit =
        env.sourceMembers().constructors(model).stream()
            .allMatch(each -> env.elements().getOrigin(each) == Elements.Origin.MANDATED);
    for (AnnotationMirror mark : model.getAnnotationMirrors()) {
      if (implicit
          && mark.getAnnotationType().asElement() instanceof TypeElement type
          && LOMBOK.contains(type.getQualifiedName().toString())) {
        report
            .at(model, mark, null)
            .report(Problem.LOMBOK_AFTER, type.getSimpleName(), TypeText.show(model));
        return false;
      }
    }
    return true;
  }

  /**
   * Reports an outermost class that is declared in a file of another name. ecj has no such warning
   * and does not tell the file.
   */
  void checkFile(TypeElement type) {
    if (!Classes.isOfJavac(type)) {
      return;
    }
    JavaFileObject file = env.elements().getFileObjectOf(type);
    String name = file == null ? "" : Path.of(file.getName()).getFileName().toString();
    if (file != null && !name.equals(type.getSimpleName() + ".java") && name.endsWith(".java")) {
      report.at(type).report(Problem.MODEL_AUXILIARY, TypeText.show(type), name);
    }
  }

  private boolean checkKind() {
    if (!model.getKind().isInterface()) {
      return true;
    }
    marked()
        .forEach(
            method ->
                report.at(method).report(Problem.FORWARD_IN_INTERFACE, TypeText.show(method)));
    return false;
  }

  private List<ExecutableElement> marked() {
    return env.sourceMembers().methods(model).stream()
        .filter(method -> Annotations.has(method, Forward.class))
        .toList();
  }

  private boolean checkNesting() {
    for (Element at = model; at instanceof TypeElement type; at = at.getEnclosingElement()) {
      if (type.getModifiers().contains(Modifier.PRIVATE)) {
        report.at(model).report(Problem.MODEL_PRIVATE, TypeText.show(type));
        return false;
      }
      if (Classes.isInner(type)) {
        report.at(model).report(Problem.MODEL_INNER, TypeText.show(type));
        return false;
      }
    }
    return true;
  }

  /**
   * Checks the bounds of the type variables, which the invoker declares too. ecj has no location
   * for them.
   */
  private boolean checkBounds() {
    return new TypeScan(env, env.packageOf(model))
        .addAll(TypeVariableKey.declared(model.getTypeParameters()))
        .withBounds()
        .requireReachable(report.at(model));
  }

  private void checkInvokerName() {
    List<String> given = InvokerNames.given(env, model);
    for (ExecutableElement method : marked()) {
      String name = InvokerNames.given(method);
      AnnotationMirror mark = Annotations.find(method, Forward.class).orElseThrow();
      Report.Location location = report.at(method, mark, Annotations.value(mark, "invoker"));
      if (name.isEmpty()) {
        continue;
      }
      Optional<String> hidden = InvokerNames.hidden(env, model, name);
      if (!InvokerNames.isValid(name)) {
        location.report(Problem.INVOKER_NAME_INVALID, name);
      } else if (hidden.isPresent()) {
        location.report(Problem.INVOKER_NAME_HIDES, name, hidden.get());
      } else if (!name.equals(given.getFirst())) {
        location.report(Problem.INVOKER_NAME_TWICE, given.getFirst(), name);
      }
    }
  }

  /** Whether no invoker is generated because the class is only meant to be extended. */
  static boolean isOnlyExtended(TypeElement model) {
    return model.getKind() == ElementKind.CLASS && model.getModifiers().contains(Modifier.ABSTRACT);
  }
}
