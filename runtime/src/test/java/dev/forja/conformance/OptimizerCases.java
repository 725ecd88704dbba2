package dev.forja.conformance;

import dev.forja.optim.GroupOptions;
import dev.forja.optim.Optimizer;
import dev.forja.tensor.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Optimisers: they get gradients step by step, and the parameters are compared after each step. */
record OptimizerCases(Map<String, Row<?>> rows) implements CaseKind {
  /**
   * How the options of a group are read, and how the optimiser of a first group is created. PyTorch
   * takes some options of all groups from the arguments of the optimiser.
   */
  record Row<O extends GroupOptions<O>>(
      Function<Args, O> options,
      BiFunction<List<Parameter>, O, Optimizer<O>> maker,
      Set<String> ofAllGroups) {
    Row(Function<Args, O> options, BiFunction<List<Parameter>, O, Optimizer<O>> maker) {
      this(options, maker, Set.of());
    }

    Optimizer<O> make(List<Group> groups, CaseFile file) {
      Group first = groups.getFirst();
      Optimizer<O> optimizer = maker.apply(first.parameters(), read(first, file));
      groups.stream().skip(1).forEach(g -> optimizer.addGroup(g.parameters(), read(g, file)));
      return optimizer;
    }

    private O read(Group group, CaseFile file) {
      Args args = new Args(group.args(), file);
      O read = options.apply(args);
      args.checkAllHeeded();
      return read;
    }
  }

  /** Parameters and all their options: those of the case, overridden by those of the group. */
  record Group(List<Parameter> parameters, Map<String, @Nullable Object> args) {}

  @Override
  public Set<String> types() {
    return rows.keySet();
  }

  @Override
  public void run(Case testCase, CaseFile file, Compare compare) {
    Row<?> row = rows.get(testCase.type());
    if (row == null) {
      throw new IllegalArgumentException("no row for " + testCase.type());
    }
    List<Parameter> parameters = new ArrayList<>();
    while (file.has("param." + parameters.size())) {
      parameters.add(Parameter.of(file.tensor("param." + parameters.size())));
    }
    Optimizer<?> optimizer = row.make(groups(testCase, parameters, row.ofAllGroups()), file);
    long steps = (Long) Objects.requireNonNull(testCase.setup().get("steps"));
    for (int s = 0; s < steps; s++) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).setGrad(file.tensor("grad.%d.%d".formatted(s, i)));
      }
      optimizer.step();
      for (int i = 0; i < parameters.size(); i++) {
        compare.check("after.%d.%d".formatted(s, i), parameters.get(i).array());
      }
    }
  }

  private static List<Group> groups(
      Case testCase, List<Parameter> parameters, Set<String> ofAllGroups) {
    if (!(testCase.setup().get("param_groups") instanceof List<?> groups)) {
      return List.of(new Group(parameters, testCase.args()));
    }
    return groups.stream()
        .map(g -> group(testCase, parameters, (Map<?, ?>) g, ofAllGroups))
        .toList();
  }

  private static Group group(
      Case testCase, List<Parameter> parameters, Map<?, ?> overrides, Set<String> ofAllGroups) {
    Map<String, @Nullable Object> args = new HashMap<>(testCase.args());
    overrides.forEach((name, value) -> args.put((String) name, value));
    ofAllGroups.forEach(name -> args.remove(name));
    testCase.args().forEach((name, value) -> args.computeIfAbsent(name, _ -> value));
    List<?> places = (List<?>) Objects.requireNonNull(args.remove("params"));
    return new Group(
        places.stream().map(p -> parameters.get(((Long) p).intValue())).toList(), args);
  }
}
