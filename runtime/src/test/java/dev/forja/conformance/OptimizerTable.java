package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.conformance.OptimizerCases.Row;
import dev.forja.optim.Adagrad;
import dev.forja.optim.Adam;
import dev.forja.optim.AdamOptions;
import dev.forja.optim.AdamW;
import dev.forja.optim.NAdam;
import dev.forja.optim.Optimizer;
import dev.forja.optim.RAdam;
import dev.forja.optim.RMSprop;
import dev.forja.optim.SGD;
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

  /** The optimiser of a scheduler's case, with one parameter. */
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

  static SGD.Options sgd(Args args) {
    SGD.Options otherwise = SGD.defaults();
    return new SGD.Options(
        args.number("lr", otherwise.lr()),
        args.number("momentum", otherwise.momentum()),
        args.number("dampening", otherwise.dampening()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.flag("nesterov", otherwise.nesterov()),
        args.flag("maximize", false));
  }

  /** Reads the options of Adam and its kin; what one of them does not know is not asked for. */
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

  private static RMSprop.Options rmsprop(Args args) {
    RMSprop.Options otherwise = RMSprop.defaults();
    return new RMSprop.Options(
        args.number("lr", otherwise.lr()),
        args.number("alpha", otherwise.alpha()),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.number("momentum", otherwise.momentum()),
        args.flag("centered", otherwise.centered()),
        args.flag("maximize", false));
  }

  private static Adagrad.Options adagrad(Args args) {
    Adagrad.Options otherwise = Adagrad.defaults();
    return new Adagrad.Options(
        args.number("lr", otherwise.lr()),
        args.number("lr_decay", otherwise.lrDecay()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.number("initial_accumulator_value", otherwise.initialAccumulatorValue()),
        args.number("eps", otherwise.eps()),
        args.flag("maximize", false));
  }

  private static double beta(Args args, int place, double otherwise) {
    return args.has("betas") ? ((Number) args.list("betas").get(place)).doubleValue() : otherwise;
  }
}
