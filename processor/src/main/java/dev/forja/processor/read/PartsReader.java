package dev.forja.processor.read;

import dev.forja.Named;
import dev.forja.RenamedFrom;
import dev.forja.TiedTo;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Names the state in the components of a record, and reports names that will not do. */
record PartsReader(Env env, Report report) {
  /** The components that hold state, as {@code slots} finds it. */
  List<Slot.Part> read(TypeElement type, Function<RecordComponentElement, @Nullable Slot> slots) {
    Map<String, RecordComponentElement> byName = new HashMap<>();
    List<Slot.Part> parts = new ArrayList<>();
    for (RecordComponentElement component : type.getRecordComponents()) {
      refuseMarks(type, component);
      Slot slot = slots.apply(component);
      AnnotationMirror named = Marks.find(component, Named.class).orElse(null);
      String own = component.getSimpleName().toString();
      String name = Marks.text(component, Named.class, "value").orElse(own);
      if (slot == null && named != null) {
        report.at(component, named, null).report(Problem.NAMED_NOT_STATE, show(component));
      } else if (slot != null && isNamed(component, named, name, slot, byName)) {
        parts.add(new Slot.Part(name, own, slot));
      }
    }
    return parts;
  }

  private boolean isNamed(
      RecordComponentElement component,
      @Nullable AnnotationMirror named,
      String name,
      Slot slot,
      Map<String, RecordComponentElement> byName) {
    Report.Place place =
        report.at(component, named, named == null ? null : Marks.value(named, "value"));
    if (!StateNames.isValid(name, slot)) {
      place.report(Problem.STATE_NAME_INVALID, name);
      return false;
    }
    for (String each : StateNames.of(name, slot)) {
      RecordComponentElement other = byName.putIfAbsent(each, component);
      if (other != null) {
        place.report(Problem.STATE_NAME_TWICE, show(other), show(component), each);
        return false;
      }
    }
    return true;
  }

  /** The annotations that are read on the fields of a model only. */
  private void refuseMarks(TypeElement type, RecordComponentElement component) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (field.getSimpleName().equals(component.getSimpleName())) {
        for (Class<?> mark : List.of(RenamedFrom.class, TiedTo.class)) {
          Marks.find(field, mark)
              .ifPresent(
                  found ->
                      report
                          .at(field, found, null)
                          .report(
                              Problem.MARK_IN_RECORD, mark.getSimpleName(), TypeText.show(type)));
        }
      }
    }
  }

  private static String show(RecordComponentElement component) {
    return TypeText.show(component.getSimpleName(), component.asType());
  }
}
