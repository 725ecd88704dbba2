package dev.forja.conformance;

import static java.util.Map.entry;

import dev.forja.conformance.OptimizerCases.Row;
import dev.forja.optim.AdamW;
import dev.forja.optim.SGD;
import java.util.List;
import java.util.Map;

/** The optimisers of {@code torch.optim}, by the name of their class. */
final class OptimizerTable {
  static final OptimizerCases CASES =
      new OptimizerCases(
          Map.ofEntries(
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
    List<?> betas =
        args.has("betas") ? args.list("betas") : List.of(otherwise.beta1(), otherwise.beta2());
    return new AdamW.Options(
        args.number("lr", otherwise.lr()),
        (Double) betas.get(0),
        (Double) betas.get(1),
        args.number("eps", otherwise.eps()),
        args.number("weight_decay", otherwise.weightDecay()),
        args.flag("amsgrad", otherwise.amsgrad()));
  }
}
