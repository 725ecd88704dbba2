package dev.forja.conformance;

import dev.forja.optim.Optimizer;
import dev.forja.optim.ParamGroup;
import dev.forja.optim.Scheduler;
import java.util.Map;
import java.util.Set;

/** Schedulers: the learning rate and momentum that each step of an optimiser uses. */
record SchedulerCases(Map<String, Row> rows) implements CaseKind {
  /** Creates the scheduler that the arguments of a case describe. */
  interface Row {
    Scheduler make(Optimizer<?> optimizer, Args args);
  }

  @Override
  public Set<String> types() {
    return rows.keySet();
  }

  @Override
  public void run(Case testCase, CaseFile file, Compare compare) {
    Row row = rows.get(testCase.type());
    if (row == null) {
      throw new IllegalArgumentException("no row for " + testCase.type());
    }
    Args setup = new Args(testCase.setup(), file);
    Optimizer<?> optimizer = OptimizerTable.scheduled(setup);
    Args args = new Args(testCase.args(), file);
    Scheduler scheduler = row.make(optimizer, args);
    args.checkAllHeeded();
    double[] lr = new double[setup.integer("steps")];
    double[] momentum = new double[lr.length];
    ParamGroup<?> group = optimizer.groups().getFirst();
    for (int s = 0; s < lr.length; s++) {
      lr[s] = group.lr();
      momentum[s] = group.hasMomentum() ? group.momentum() : 0;
      optimizer.step();
      if (s + 1 < lr.length) {
        scheduler.step();
      }
    }
    compare.check("lr", lr);
    if (file.has("momentum")) {
      compare.check("momentum", momentum);
    }
  }
}
