package dev.forja.demo.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.forja.trace.Graph;
import dev.forja.trace.ModuleCall;
import dev.forja.trace.Node;
import dev.forja.trace.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A graph as the page reads it: modules as a tree, ops in order of execution, values. */
final class GraphJson {
  /** A module at one place of the tree, whichever of its calls. */
  private static final class Module {
    final int id;
    final @Nullable Module parent;
    final ModuleCall call;
    int calls;

    Module(int id, @Nullable Module parent, ModuleCall call) {
      this.id = id;
      this.parent = parent;
      this.call = call;
    }

    /** The path as seen from the module above, or the whole of it. */
    String name() {
      String above = parent == null ? "" : parent.call.path() + ".";
      return call.path().startsWith(above) ? call.path().substring(above.length()) : call.path();
    }
  }

  private final Graph graph;
  private final ToLongFunction<Node> nanos;
  private final List<Module> modules = new ArrayList<>();
  private final Map<ModuleCall, Module> byCall = new IdentityHashMap<>();

  private GraphJson(Graph graph, ToLongFunction<Node> nanos) {
    this.graph = graph;
    this.nanos = nanos;
    Map<String, Module> byPlace = new HashMap<>();
    for (ModuleCall call : graph.calls()) {
      Module parent = call.caller() == null ? null : byCall.get(call.caller());
      String place = (parent == null ? -1 : parent.id) + " " + call.label() + " " + call.entry();
      Module module =
          byPlace.computeIfAbsent(
              place,
              key -> {
                Module made = new Module(modules.size(), parent, call);
                modules.add(made);
                return made;
              });
      module.calls++;
      byCall.put(call, module);
    }
  }

  /**
   * The graph as JSON.
   *
   * @param nanos how long an op took; 0 if that was not measured
   */
  static String of(String title, String subtitle, Graph graph, ToLongFunction<Node> nanos)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new GraphJson(graph, nanos).write(json, title, subtitle);
    }
    return text.toString();
  }

  private void write(JsonGenerator json, String title, String subtitle) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", title);
    json.writeStringField("subtitle", subtitle);
    json.writeArrayFieldStart("modules");
    for (Module module : modules) {
      json.writeStartObject();
      json.writeNumberField("id", module.id);
      json.writeNumberField("parent", module.parent == null ? -1 : module.parent.id);
      json.writeStringField("path", module.call.path());
      json.writeStringField("name", module.name());
      json.writeStringField("type", module.call.module());
      json.writeStringField("entry", module.call.entry());
      json.writeNumberField("calls", module.calls);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("ops");
    List<Long> parameters = parameters();
    for (Node node : graph.nodes()) {
      op(json, node, parameters.get(node.index()));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("values");
    for (Value value : graph.values()) {
      json.writeStartObject();
      json.writeNumberField("id", value.id());
      json.writeStringField("kind", kind(value));
      json.writeStringField("name", value.name());
      json.writeStringField("shape", value.tensorType().show());
      json.writeEndObject();
    }
    json.writeEndArray();
    ids(json, "inputs", graph.inputs());
    ids(json, "outputs", graph.outputs());
    texts(json, "hooks", graph.hooks());
    texts(json, "notes", graph.notes());
    json.writeEndObject();
  }

  private void op(JsonGenerator json, Node node, long parameters) throws IOException {
    Module module = node.call() == null ? null : byCall.get(node.call());
    json.writeStartObject();
    json.writeNumberField("id", node.index());
    json.writeNumberField("module", module == null ? -1 : module.id);
    json.writeStringField("name", node.op().name());
    json.writeStringField("attributes", node.attributes());
    json.writeBooleanField("hook", node.byHook());
    ids(json, "inputs", node.inputs());
    ids(json, "outputs", node.outputs());
    json.writeNumberField("time", nanos.applyAsLong(node));
    json.writeNumberField("flops", node.flops());
    json.writeNumberField("bytes", node.bytes());
    json.writeNumberField("parameters", parameters);
    json.writeEndObject();
  }

  /** The trained values that each op takes and no op before it took. */
  private List<Long> parameters() {
    boolean[] met = new boolean[graph.values().size()];
    List<Long> counts = new ArrayList<>();
    for (Node node : graph.nodes()) {
      long count = 0;
      for (Value input : node.inputs()) {
        if (input instanceof Value.State state && state.isParameter() && !met[input.id()]) {
          met[input.id()] = true;
          count += input.tensorType().count();
        }
      }
      counts.add(count);
    }
    return counts;
  }

  private static String kind(Value value) {
    return switch (value) {
      case Value.Input _ -> "input";
      case Value.State state -> state.isParameter() ? "parameter" : "buffer";
      case Value.Constant _ -> "constant";
      case Value.Result _ -> "result";
    };
  }

  private static void ids(JsonGenerator json, String name, List<? extends Value> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Value value : values) {
      json.writeNumber(value.id());
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String name, List<?> items) throws IOException {
    json.writeArrayFieldStart(name);
    for (Object item : items) {
      json.writeString(item.toString());
    }
    json.writeEndArray();
  }
}
