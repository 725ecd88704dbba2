package dev.forja.processor.read;

import dev.forja.RenamedFrom;
import dev.forja.TiedTo;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.StateField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * Checks the names in {@code @TiedTo} and {@code @RenamedFrom} against the names of the whole
 * state.
 *
 * @param byStateName the fields by their names in the state dict
 */
record NoteChecks(Report report, TypeElement model, Map<String, VariableElement> byStateName) {
  void check(List<StateField> state) {
    boolean allKnown = state.stream().noneMatch(field -> field.name().isEmpty());
    Map<String, VariableElement> before = new HashMap<>();
    for (StateField each : state) {
      VariableElement field = byStateName.get(each.name());
      if (field != null) {
        if (allKnown) {
          each.notes().tiedTo().ifPresent(other -> checkTie(field, each.name(), other));
        }
        each.notes().earlier().forEach(old -> checkOldName(field, old, before));
      }
    }
  }

  private void checkTie(VariableElement field, String own, String other) {
    String first = other.split("\\.", 2)[0];
    if (other.equals(own) || !byStateName.containsKey(first)) {
      TreeSet<String> names = new TreeSet<>(byStateName.keySet());
      names.remove(own);
      location(field, TiedTo.class)
          .report(
              Problem.TIED_UNKNOWN,
              other,
              TypeText.show(model),
              Problem.didYouMean(Misspellings.meant(first, names)));
    }
  }

  private void checkOldName(
      VariableElement field, String old, Map<String, VariableElement> before) {
    VariableElement other = before.putIfAbsent(old, field);
    if (old.isEmpty()) {
      location(field, RenamedFrom.class).report(Problem.STATE_NAME_INVALID, old);
    } else if (other != null && !other.equals(field)) {
      location(field, RenamedFrom.class)
          .report(Problem.RENAMED_TWICE, TypeText.show(other), TypeText.show(field), old);
    }
  }

  private Report.Location location(VariableElement field, Class<?> annotation) {
    AnnotationMirror mark = Annotations.find(field, annotation).orElse(null);
    return report.at(field, mark, mark == null ? null : Annotations.value(mark, "value"));
  }
}
