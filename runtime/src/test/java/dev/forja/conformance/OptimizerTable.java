package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.conformance.OptimizerCases.Row;
import dev.forja.optim.Adagrad;
import dev.forja.optim.Adam;
import dev.forja.optim.AdamW;
import dev.forja.optim.NAdam;
import dev.forja.optim.RAdam;
import dev.forja.optim.RMSprop;
import dev.forja.optim.SGD;
import java.util.Map;

/** The optimisers of {@code torch.optim}, by the name of their class. */
final class OptimizerTable {
  static final OptimizerCases CASES =
      new OptimizerCases(
          Map.ofEntries(
              entry("Adagrad", new Row<>(OptimizerTable::adagrad, Adagrad::of)),
              entry("Adam", new Row<>(OptimizerTable::adam, Adam::of)),
              entry("NAdam", new Row<>(OptimizerTable::nadam, NAdam::of)),
              entry("RAdam", new Row<>(OptimizerTable::radam, RAdam::of)),
              entry("RMSprop", new Row<>(OptimizerTable::rmsprop, RMSprop::of)),
              entry("AdamW", new Row<>(OptimizerTable::adamw, AdamW::of)),
              entry("SGD", new Row<>(OptimizerTable::sgd, SGD::of))));

  private OptimizerTable() {}

  static SGD.Options sgd(Args args) {
    SGD.Options otherwise = SGD.defaults();
    return new SGD.Options(
        args.number("lr", otherwise.lr()),
        args.number("momentum", otherwise.momentum()),
        args.number("dampening", otherwise.dampening()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.flag("nesterov", otherwise.nesterov()));
  }

  private static AdamW.Options adamw(Args args) {
    AdamW.Options otherwise = AdamW.defaults();
    return new AdamW.Options(
        args.number("lr", otherwise.lr()),
        beta(args, 0, otherwise.beta1()),
        beta(args, 1, otherwise.beta2()),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.flag("amsgrad", otherwise.amsgrad()));
  }

  private static Adam.Options adam(Args args) {
    Adam.Options otherwise = Adam.defaults();
    return new Adam.Options(
        args.number("lr", otherwise.lr()),
        beta(args, 0, otherwise.beta1()),
        beta(args, 1, otherwise.beta2()),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.flag("amsgrad", otherwise.amsgrad()));
  }

  private static RMSprop.Options rmsprop(Args args) {
    RMSprop.Options otherwise = RMSprop.defaults();
    return new RMSprop.Options(
        args.number("lr", otherwise.lr()),
        args.number("alpha", otherwise.alpha()),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.number("momentum", otherwise.momentum()),
        args.flag("centered", otherwise.centered()));
  }

  private static Adagrad.Options adagrad(Args args) {
    Adagrad.Options otherwise = Adagrad.defaults();
    return new Adagrad.Options(
        args.number("lr", otherwise.lr()),
        args.number("lr_decay", otherwise.lrDecay()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.number("initial_accumulator_value", otherwise.initialAccumulatorValue()),
        args.number("eps", otherwise.eps()));
  }

  private static RAdam.Options radam(Args args) {
    RAdam.Options otherwise = RAdam.defaults();
    return new RAdam.Options(
        args.number("lr", otherwise.lr()),
        beta(args, 0, otherwise.beta1()),
        beta(args, 1, otherwise.beta2()),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.flag("decoupled_weight_decay", otherwise.decoupledWeightDecay()));
  }

  private static NAdam.Options nadam(Args args) {
    NAdam.Options otherwise = NAdam.defaults();
    return new NAdam.Options(
        args.number("lr", otherwise.lr()),
        beta(args, 0, otherwise.beta1()),
        beta(args, 1, otherwise.beta2()),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.number("momentum_decay", otherwise.momentumDecay()),
        args.flag("decoupled_weight_decay", otherwise.decoupledWeightDecay()));
  }

  private static double beta(Args args, int place, double otherwise) {
    return args.has("betas") ? ((Number) args.list("betas").get(place)).doubleValue() : otherwise;
  }
}
