package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.optim.OneCycleLR;
import dev.forja.optim.OneCycleOptions;
import dev.forja.optim.OneCycleOptions.Anneal;
import dev.forja.optim.Optimizer;
import dev.forja.optim.Scheduler;
import java.util.Map;

/** The schedulers of {@code torch.optim.lr_scheduler}, by the name of their class. */
final class SchedulerTable {
  static final SchedulerCases CASES =
      new SchedulerCases(Map.ofEntries(entry("OneCycleLR", SchedulerTable::oneCycle)));

  private SchedulerTable() {}

  private static Scheduler oneCycle(Optimizer<?> optimizer, Args args) {
    OneCycleOptions otherwise = OneCycleOptions.defaults();
    OneCycleOptions options =
        new OneCycleOptions(
            args.number("pct_start", otherwise.pctStart()),
            args.text("anneal_strategy", "cos").equals("cos") ? Anneal.COS : Anneal.LINEAR,
            args.flag("cycle_momentum", otherwise.cycleMomentum()),
            args.number("base_momentum", otherwise.baseMomentum()),
            args.number("max_momentum", otherwise.maxMomentum()),
            args.number("div_factor", otherwise.divFactor()),
            args.number("final_div_factor", otherwise.finalDivFactor()),
            args.flag("three_phase", otherwise.threePhase()));
    return OneCycleLR.of(optimizer, args.number("max_lr"), args.integer("total_steps"), options);
  }
}
