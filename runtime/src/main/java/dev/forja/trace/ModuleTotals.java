package dev.forja.trace;

import dev.forja.tensor.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The totals of the ops of one module over all of its calls at one path. Immutable.
 *
 * @param path the path of the module; empty for the root
 * @param module the type of the module
 * @param calls the number of calls
 * @param self the totals of its own ops
 * @param total the totals including all modules that it called
 */
public record ModuleTotals(String path, String module, int calls, Sums self, Sums total) {
  /**
   * Sums over ops. Immutable.
   *
   * @param ops the number of ops
   * @param flops floating-point operations, by {@link dev.forja.op.Op#flops}
   * @param bytes the bytes that they wrote
   * @param parameters the number of trained values that they used and no earlier op used
   * @param gradients the number of their gradients that backward passes computed
   */
  public record Sums(int ops, long flops, long bytes, long parameters, int gradients) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0);
    static final Sums GRADIENT = new Sums(0, 0, 0, 0, 1);

    Sums plus(Sums other) {
      return new Sums(
          ops + other.ops,
          flops + other.flops,
          bytes + other.bytes,
          parameters + other.parameters,
          gradients + other.gradients);
    }
  }

  static List<ModuleTotals> of(Graph graph) {
    Map<ModuleCall, Sums> self = new IdentityHashMap<>();
    List<Sums> each = each(graph);
    for (Node node : graph.nodes()) {
      if (node.call() != null) {
        self.merge(node.call(), each.get(node.index()), Sums::plus);
      }
    }
    for (GradientNode gradient : graph.gradients()) {
      if (gradient.call() != null) {
        self.merge(gradient.call(), Sums.GRADIENT, Sums::plus);
      }
    }
    Map<ModuleCall, Sums> total = new IdentityHashMap<>();
    for (ModuleCall call : graph.calls()) {
      Sums own = self.getOrDefault(call, Sums.NONE);
      for (ModuleCall at = call; at != null; at = at.caller()) {
        total.merge(at, own, Sums::plus);
      }
    }
    Map<String, ModuleTotals> byPlace = new LinkedHashMap<>();
    for (ModuleCall call : graph.calls()) {
      ModuleTotals one =
          new ModuleTotals(
              call.path(),
              call.module(),
              1,
              self.getOrDefault(call, Sums.NONE),
              total.getOrDefault(call, Sums.NONE));
      byPlace.merge(call.label(), one, ModuleTotals::plus);
    }
    return new ArrayList<>(byPlace.values());
  }

  private ModuleTotals plus(ModuleTotals more) {
    return new ModuleTotals(
        path, module, calls + more.calls, self.plus(more.self), total.plus(more.total));
  }

  /** The sums of each single op; a parameter is counted where it is first used. */
  static List<Sums> each(Graph graph) {
    Set<Value> met = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Sums> each = new ArrayList<>();
    for (Node node : graph.nodes()) {
      long parameters = 0;
      for (Value input : node.inputs()) {
        if (input instanceof Value.State(_, _, Parameter parameter) && met.add(input)) {
          parameters += parameter.count();
        }
      }
      each.add(new Sums(1, node.flops(), node.bytes(), parameters, 0));
    }
    return each;
  }
}
