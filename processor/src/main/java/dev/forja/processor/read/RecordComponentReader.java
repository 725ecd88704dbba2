package dev.forja.processor.read;

import dev.forja.Named;
import dev.forja.RenamedFrom;
import dev.forja.TiedTo;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.StateLayout;
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

/** Names the state in the components of a record, and reports invalid names. */
record RecordComponentReader(Env env, Report report, String fromPackage) {
  /** The components for which {@code layouts} finds state. */
  List<StateLayout.Component> read(
      TypeElement type, Function<RecordComponentElement, @Nullable StateLayout> layouts) {
    Map<String, RecordComponentElement> byName = new HashMap<>();
    List<StateLayout.Component> parts = new ArrayList<>();
    for (RecordComponentElement component : type.getRecordComponents()) {
      refuseMarks(type, component);
      StateLayout layout = layouts.apply(component);
      AnnotationMirror named = Annotations.find(component, Named.class).orElse(null);
      String own = component.getSimpleName().toString();
      String name = Annotations.text(component, Named.class, "value").orElse(own);
      if (layout == null && named != null) {
        report.at(component, named, null).report(Problem.NAMED_NOT_STATE, show(component));
      } else if (layout != null
          && TypeScan.of(env, fromPackage, component.asType())
              .requireReachable(report.at(component))
          && isNamed(component, named, name, layout, byName)) {
        parts.add(new StateLayout.Component(name, own, layout));
      }
    }
    return parts;
  }

  private boolean isNamed(
      RecordComponentElement component,
      @Nullable AnnotationMirror named,
      String name,
      StateLayout layout,
      Map<String, RecordComponentElement> byName) {
    Report.Location location =
        report.at(component, named, named == null ? null : Annotations.value(named, "value"));
    if (!StateNames.isValid(name, layout)) {
      location.report(Problem.STATE_NAME_INVALID, name);
      return false;
    }
    for (String each : StateNames.of(name, layout)) {
      RecordComponentElement other = byName.putIfAbsent(each, component);
      if (other != null) {
        location.report(Problem.STATE_NAME_TWICE, show(other), show(component), each);
        return false;
      }
    }
    return true;
  }

  /** Reports annotations that have an effect only on the fields of a model. */
  private void refuseMarks(TypeElement type, RecordComponentElement component) {
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (field.getSimpleName().equals(component.getSimpleName())) {
        for (Class<?> mark : List.of(RenamedFrom.class, TiedTo.class)) {
          Annotations.find(field, mark)
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
