package dev.forja.onnx;

import dev.forja.onnx.GraphCompiler.ScopedStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Makes modules of the scopes in the names of nodes. Neighbouring nodes of one scope are one
 * module. If the nodes of a scope cannot all be neighbours, because others lie between them, the
 * rest are modules with {@code ~2} and so on behind the name.
 */
final class Scopes {
  private static final int DEEPEST = 24;

  private final List<String> names;
  private final Set<Integer> outputs;
  private final Set<Integer> fixed;

  /** For slots with these names, the outputs of the graph, and those with constant values. */
  Scopes(List<String> names, Set<Integer> outputs, Set<Integer> fixed) {
    this.names = names;
    this.outputs = outputs;
    this.fixed = fixed;
  }

  /** The scopes in the name of a node: {@code /a/b/MatMul} is in a and, in it, b. */
  static List<String> of(String name) {
    String[] parts = name.split("/", DEEPEST + 2);
    return Arrays.stream(parts, 0, parts.length - 1)
        .filter(part -> !part.isEmpty())
        .limit(DEEPEST)
        .toList();
  }

  List<Item> items(List<ScopedStep> steps, ScopeState root) {
    return group(withLast(steps), 0, root);
  }

  /** Gives each step the slots that nothing reads after it. */
  private List<ScopedStep> withLast(List<ScopedStep> steps) {
    List<ScopedStep> reversed = new ArrayList<>();
    Set<Integer> seen = new HashSet<>(outputs);
    seen.addAll(fixed);
    for (ScopedStep scoped : steps.reversed()) {
      Step step = scoped.step();
      Set<Integer> touched = new HashSet<>(step.inputs());
      touched.addAll(step.captured());
      touched.addAll(step.outputs());
      touched.remove(-1);
      touched.removeAll(seen);
      seen.addAll(touched);
      Step changed =
          new Step(
              step.node(),
              step.operator(),
              step.inputs(),
              step.outputs(),
              step.subgraphs(),
              step.captured(),
              List.copyOf(touched));
      reversed.add(new ScopedStep(changed, scoped.scope()));
    }
    return reversed.reversed();
  }

  /** The steps, those of deeper scopes as modules; at most {@link #DEEPEST} calls deep. */
  private List<Item> group(List<ScopedStep> steps, int depth, ScopeState state) {
    List<Item> items = new ArrayList<>();
    int from = 0;
    while (from < steps.size()) {
      List<String> scope = steps.get(from).scope();
      if (scope.size() <= depth) {
        items.add(steps.get(from++).step());
        continue;
      }
      String name = scope.get(depth);
      int to = from + 1;
      while (to < steps.size()
          && steps.get(to).scope().size() > depth
          && steps.get(to).scope().get(depth).equals(name)) {
        to++;
      }
      List<ScopedStep> inside = steps.subList(from, to);
      ScopeState own = new ScopeState();
      List<Item> parts = group(inside, depth + 1, own);
      SequencedMap<String, Integer> inputs = inputs(inside);
      SequencedMap<String, Integer> results = results(inside);
      OnnxScope made = new OnnxScope(parts, inputs, results, own);
      state.child(free(name, state), made, own);
      items.add(new Item.Scope(made));
      from = to;
    }
    return items;
  }

  private static String free(String name, ScopeState state) {
    String free = name;
    for (int i = 2; state.hasChild(free); i++) {
      free = name + "~" + i;
    }
    return free;
  }

  /** What the steps read and do not make, constants left out. */
  private SequencedMap<String, Integer> inputs(List<ScopedStep> steps) {
    SequencedMap<String, Integer> inputs = new LinkedHashMap<>();
    Set<Integer> made = new HashSet<>();
    for (ScopedStep scoped : steps) {
      Set<Integer> reads = new LinkedHashSet<>(scoped.step().inputs());
      reads.addAll(scoped.step().captured());
      for (int slot : reads) {
        if (slot >= 0 && !made.contains(slot) && !fixed.contains(slot)) {
          inputs.put(names.get(slot), slot);
        }
      }
      made.addAll(scoped.step().outputs());
    }
    return inputs;
  }

  /** What the steps make and others read: what is still there after the last of them. */
  private SequencedMap<String, Integer> results(List<ScopedStep> steps) {
    Map<String, Integer> made = new LinkedHashMap<>();
    for (ScopedStep scoped : steps) {
      for (int slot : scoped.step().outputs()) {
        if (slot >= 0) {
          made.put(names.get(slot), slot);
        }
      }
    }
    for (ScopedStep scoped : steps) {
      made.values().removeAll(scoped.step().last());
    }
    return new LinkedHashMap<>(made);
  }
}
