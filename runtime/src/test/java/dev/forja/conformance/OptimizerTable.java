package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.conformance.OptimizerCases.Row;
import dev.forja.optim.Adagrad;
import dev.forja.optim.AdagradOptions;
import dev.forja.optim.Adam;
import dev.forja.optim.AdamOptions;
import dev.forja.optim.AdamW;
import dev.forja.optim.NAdam;
import dev.forja.optim.Optimizer;
import dev.forja.optim.RAdam;
import dev.forja.optim.RMSprop;
import dev.forja.optim.RMSpropOptions;
import dev.forja.optim.SGD;
import dev.forja.optim.SGDOptions;
import dev.forja.tensor.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The optimisers of {@code torch.optim}, by the name of their class. */
final class OptimizerTable {
  static final OptimizerCases CASES =
      new OptimizerCases(
          Map.ofEntries(
              entry(
                  "Adagrad",
                  new Row<>(
                      OptimizerTable::adagrad, Adagrad::of, Set.of("initial_accumulator_value"))),
              entry(
                  "Adam",
                  new Row<>(adam(Adam.defaults(), "amsgrad", "decoupled_weight_decay"), Adam::of)),
              entry(
                  "NAdam",
                  new Row<>(
                      adam(NAdam.defaults(), "momentum_decay", "decoupled_weight_decay"),
                      NAdam::of)),
              entry(
                  "RAdam", new Row<>(adam(RAdam.defaults(), "decoupled_weight_decay"), RAdam::of)),
              entry("RMSprop", new Row<>(OptimizerTable::rmsprop, RMSprop::of)),
              entry("AdamW", new Row<>(adam(AdamW.defaults(), "amsgrad"), AdamW::of)),
              entry("SGD", new Row<>(OptimizerTable::sgd, SGD::of))));

  private OptimizerTable() {}

  /** The optimiser of a scheduler case, with one parameter. */
  static Optimizer<?> scheduled(Args setup) {
    List<Parameter> parameters = List.of(Parameter.zeros(1));
    double lr = setup.number("lr");
    double momentum = setup.number("momentum", 0);
    return switch (setup.text("optimizer", "SGD")) {
      case "SGD" -> SGD.of(parameters, SGD.defaults().withLr(lr).withMomentum(momentum));
      case "RMSprop" ->
          RMSprop.of(parameters, RMSprop.defaults().withLr(lr).withMomentum(momentum));
      case "Adam" -> Adam.of(parameters, lr);
      case "AdamW" -> AdamW.of(parameters, lr);
      case "NAdam" -> NAdam.of(parameters, lr);
      case "RAdam" -> RAdam.of(parameters, lr);
      case "Adagrad" -> Adagrad.of(parameters, lr);
      default -> throw new NoCounterpart("the optimizer of the schedule");
    };
  }

  static SGDOptions sgd(Args args) {
    SGDOptions otherwise = SGD.defaults();
    return SGD.defaults()
        .withLr(args.number("lr", otherwise.lr()))
        .withMomentum(args.number("momentum", otherwise.momentum()))
        .withDampening(args.number("dampening", otherwise.dampening()))
        .withWeightDecay(args.number("weight_decay", otherwise.weightDecay()))
        .withNesterov(args.flag("nesterov", otherwise.nesterov()))
        .withMaximize(args.flag("maximize", false));
  }

  /**
   * Reads the options of Adam and similar optimisers; an option that one of them does not have is
   * not requested.
   */
  private static Function<Args, AdamOptions> adam(AdamOptions otherwise, String... known) {
    return args -> {
      AdamOptions options =
          otherwise
              .withLr(args.number("lr", otherwise.lr()))
              .withBetas(beta(args, 0, otherwise.beta1()), beta(args, 1, otherwise.beta2()))
              .withEps(args.number("eps", otherwise.eps()))
              .withWeightDecay(args.number("weight_decay", otherwise.weightDecay()))
              .withMaximize(args.flag("maximize", false));
      for (String name : known) {
        options =
            switch (name) {
              case "amsgrad" -> options.withAmsgrad(args.flag(name, false));
              case "momentum_decay" ->
                  options.withMomentumDecay(args.number(name, otherwise.momentumDecay()));
              case "decoupled_weight_decay" ->
                  options.withDecoupledWeightDecay(args.flag(name, false));
              default -> throw new IllegalArgumentException(name);
            };
      }
      return options;
    };
  }

  private static RMSpropOptions rmsprop(Args args) {
    RMSpropOptions otherwise = RMSprop.defaults();
    return RMSprop.defaults()
        .withLr(args.number("lr", otherwise.lr()))
        .withAlpha(args.number("alpha", otherwise.alpha()))
        .withEps(args.number("eps", otherwise.eps()))
        .withWeightDecay(args.number("weight_decay", otherwise.weightDecay()))
        .withMomentum(args.number("momentum", otherwise.momentum()))
        .withCentered(args.flag("centered", otherwise.centered()))
        .withMaximize(args.flag("maximize", false));
  }

  private static AdagradOptions adagrad(Args args) {
    AdagradOptions otherwise = Adagrad.defaults();
    return Adagrad.defaults()
        .withLr(args.number("lr", otherwise.lr()))
        .withLrDecay(args.number("lr_decay", otherwise.lrDecay()))
        .withWeightDecay(args.number("weight_decay", otherwise.weightDecay()))
        .withInitialAccumulatorValue(
            args.number("initial_accumulator_value", otherwise.initialAccumulatorValue()))
        .withEps(args.number("eps", otherwise.eps()))
        .withMaximize(args.flag("maximize", false));
  }

  private static double beta(Args args, int place, double otherwise) {
    return args.has("betas") ? ((Number) args.list("betas").get(place)).doubleValue() : otherwise;
  }
}
