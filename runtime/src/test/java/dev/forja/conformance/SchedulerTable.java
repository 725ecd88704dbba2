package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.optim.ChainedScheduler;
import dev.forja.optim.ConstantLR;
import dev.forja.optim.CosineAnnealingLR;
import dev.forja.optim.CosineAnnealingWarmRestarts;
import dev.forja.optim.CyclicLR;
import dev.forja.optim.CyclicOptions;
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
import dev.forja.optim.SequentialLR;
import dev.forja.optim.StepLR;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
              entry("CyclicLR", SchedulerTable::cyclic),
              entry(
                  "SequentialLR",
                  (o, args) -> SequentialLR.of(o, parts(args), boxed(args.integers("milestones")))),
              entry("ChainedScheduler", (o, args) -> ChainedScheduler.of(o, parts(args))),
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
    return MultiStepLR.of(optimizer, boxed(args.integers("milestones")), args.number("gamma", 0.1));
  }

  private static List<Integer> boxed(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  /**
   * Schedules that are part of another schedule: each is an object with a type and its arguments.
   */
  @SuppressWarnings("unchecked") // the keys of JSON objects are strings
  private static List<Function<Optimizer<?>, Scheduler>> parts(Args args) {
    List<Function<Optimizer<?>, Scheduler>> parts = new ArrayList<>();
    for (Object entry : args.list("schedulers")) {
      if (!(entry instanceof Map<?, ?> part && part.get("type") instanceof String type)) {
        throw new NoCounterpart("schedulers that are no objects of a type and args");
      }
      SchedulerCases.Row row = CASES.rows().get(type);
      if (row == null) {
        throw new NoCounterpart("the scheduler " + type);
      }
      Map<String, @Nullable Object> own = (Map<String, @Nullable Object>) part.get("args");
      Args inner = new Args(own == null ? Map.of() : own, null);
      parts.add(optimizer -> row.make(optimizer, inner));
    }
    return parts;
  }

  private static Scheduler cyclic(Optimizer<?> optimizer, Args args) {
    CyclicOptions options =
        CyclicOptions.defaults()
            .withStepSizeUp(args.integer("step_size_up", 2000))
            .withStepSizeDown(args.integerOrNull("step_size_down"))
            .withMode(args.option("mode", CyclicOptions.Mode.TRIANGULAR))
            .withGamma(args.number("gamma", 1))
            .withCycleMomentum(args.flag("cycle_momentum", true))
            .withBaseMomentum(args.number("base_momentum", 0.8))
            .withMaxMomentum(args.number("max_momentum", 0.9));
    args.text("scale_mode", "cycle");
    return CyclicLR.of(optimizer, args.number("base_lr"), args.number("max_lr"), options);
  }

  /**
   * The two functions in the notes of the cases: a warm-up, followed by a constant or by a cosine.
   */
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
        OneCycleOptions.defaults()
            .withPctStart(args.number("pct_start", otherwise.pctStart()))
            .withAnneal(
                args.text("anneal_strategy", "cos").equals("cos") ? Anneal.COS : Anneal.LINEAR)
            .withCycleMomentum(args.flag("cycle_momentum", otherwise.cycleMomentum()))
            .withBaseMomentum(args.number("base_momentum", otherwise.baseMomentum()))
            .withMaxMomentum(args.number("max_momentum", otherwise.maxMomentum()))
            .withDivFactor(args.number("div_factor", otherwise.divFactor()))
            .withFinalDivFactor(args.number("final_div_factor", otherwise.finalDivFactor()))
            .withThreePhase(args.flag("three_phase", otherwise.threePhase()));
    int steps =
        args.has("total_steps")
            ? args.integer("total_steps")
            : args.integer("epochs") * args.integer("steps_per_epoch");
    return OneCycleLR.of(optimizer, args.number("max_lr"), steps, options);
  }
}
