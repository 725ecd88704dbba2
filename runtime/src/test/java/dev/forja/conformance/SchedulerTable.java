package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.optim.ConstantLR;
import dev.forja.optim.CosineAnnealingLR;
import dev.forja.optim.CosineAnnealingWarmRestarts;
import dev.forja.optim.ExponentialLR;
import dev.forja.optim.LambdaLR;
import dev.forja.optim.LinearLR;
import dev.forja.optim.MultiStepLR;
import dev.forja.optim.OneCycleLR;
import dev.forja.optim.OneCycleOptions;
import dev.forja.optim.OneCycleOptions.Anneal;
import dev.forja.optim.Optimizer;
import dev.forja.optim.PolynomialLR;
import dev.forja.optim.Scheduler;
import dev.forja.optim.StepLR;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The schedulers of {@code torch.optim.lr_scheduler}, by the name of their class. */
final class SchedulerTable {
  static final SchedulerCases CASES =
      new SchedulerCases(
          Map.ofEntries(
              entry(
                  "CosineAnnealingLR",
                  (o, args) ->
                      CosineAnnealingLR.of(o, args.integer("T_max"), args.number("eta_min", 0))),
              entry("ExponentialLR", (o, args) -> ExponentialLR.of(o, args.number("gamma"))),
              entry("LambdaLR", SchedulerTable::lambda),
              entry("LinearLR", SchedulerTable::linear),
              entry(
                  "ConstantLR",
                  (o, args) ->
                      ConstantLR.of(
                          o, args.number("factor", 1 / 3.0), args.integer("total_iters", 5))),
              entry(
                  "PolynomialLR",
                  (o, args) ->
                      PolynomialLR.of(o, args.integer("total_iters", 5), args.number("power", 1))),
              entry(
                  "CosineAnnealingWarmRestarts",
                  (o, args) ->
                      CosineAnnealingWarmRestarts.of(
                          o,
                          args.integer("T_0"),
                          args.integer("T_mult", 1),
                          args.number("eta_min", 0))),
              entry("MultiStepLR", SchedulerTable::multiStep),
              entry("OneCycleLR", SchedulerTable::oneCycle),
              entry(
                  "StepLR",
                  (o, args) ->
                      StepLR.of(o, args.integer("step_size"), args.number("gamma", 0.1)))));

  private SchedulerTable() {}

  private static Scheduler linear(Optimizer<?> optimizer, Args args) {
    return LinearLR.of(
        optimizer,
        args.number("start_factor", 1 / 3.0),
        args.number("end_factor", 1),
        args.integer("total_iters", 5));
  }

  private static Scheduler multiStep(Optimizer<?> optimizer, Args args) {
    List<Integer> milestones = Arrays.stream(args.integers("milestones")).boxed().toList();
    return MultiStepLR.of(optimizer, milestones, args.number("gamma", 0.1));
  }

  /** The two functions that the notes of the cases give: warm up, then stay or follow a cosine. */
  private static Scheduler lambda(Optimizer<?> optimizer, Args args) {
    double warmup = args.number("warmup");
    if (!args.has("total")) {
      return LambdaLR.of(optimizer, k -> Math.min(1, (k + 1) / warmup));
    }
    double total = args.number("total");
    return LambdaLR.of(
        optimizer,
        k ->
            k < warmup
                ? (k + 1) / warmup
                : (1 + Math.cos(Math.PI * Math.min(1, (k - warmup) / (total - warmup)))) / 2);
  }

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
    int steps =
        args.has("total_steps")
            ? args.integer("total_steps")
            : args.integer("epochs") * args.integer("steps_per_epoch");
    return OneCycleLR.of(optimizer, args.number("max_lr"), steps, options);
  }
}
