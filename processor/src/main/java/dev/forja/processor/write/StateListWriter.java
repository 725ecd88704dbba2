package dev.forja.processor.write;

import dev.forja.processor.model.Container;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.StateField;
import dev.forja.processor.model.StateLayout;
import dev.forja.spi.StateVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists the state of a model in saved files, one piece per line: name, kind, and the fixed sizes.
 * Elements of a list or a map are named {@code name.*}.
 */
public final class StateListWriter {
  private StateListWriter() {}

  /** The sorted lines; empty for a model without state. */
  public static List<String> lines(InvokerSpec spec) {
    List<String> lines = new ArrayList<>();
    for (StateField field : spec.state()) {
      add(field.name(), field.layout(), field.sizes().isEmpty() ? "" : " " + field.sizes(), lines);
    }
    return lines.stream().sorted().toList();
  }

  /** The current names of renamed state, by the earlier names. */
  public static Map<String, String> renamed(InvokerSpec spec) {
    Map<String, String> renamed = new LinkedHashMap<>();
    for (StateField field : spec.state()) {
      field.notes().earlier().forEach(earlier -> renamed.put(earlier, field.name()));
    }
    return renamed;
  }

  private static void add(String name, StateLayout layout, String more, List<String> lines) {
    switch (layout) {
      case StateLayout.Parameter _ -> lines.add(name + " parameter" + more);
      case StateLayout.Buffer(boolean persistent) -> {
        if (persistent) {
          lines.add(name + " buffer" + more);
        }
      }
      case StateLayout.Child(String type) -> lines.add(name + " child " + type + more);
      case StateLayout.Open _ -> lines.add(name + " perhaps a child" + more);
      case StateLayout.Each(Container container, StateLayout element) -> {
        boolean optional = container == Container.OPTIONAL;
        String inner = optional ? name : StateVisitor.join(name, "*");
        add(inner, element, optional ? more + " optional" : more, lines);
      }
      case StateLayout.Components(List<StateLayout.Component> parts) -> {
        for (StateLayout.Component part : parts) {
          add(StateVisitor.join(name, part.name()), part.layout(), "", lines);
        }
      }
    }
  }
}
