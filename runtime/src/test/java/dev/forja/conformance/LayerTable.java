package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.Flatten;
import dev.forja.nn.Identity;
import dev.forja.nn.Linear;
import dev.forja.nn.LogSoftmax;
import dev.forja.nn.ReLU;
import dev.forja.nn.Softmax;
import java.util.HashMap;
import java.util.Map;

/** The layers of {@code torch.nn}, by the name of their class. */
final class LayerTable {
  static final LayerCases CASES =
      new LayerCases(
          join(
              VisionTable.ROWS,
              Map.ofEntries(
                  entry(
                      "Flatten",
                      unary(
                          args ->
                              Flatten.of(
                                  args.integer("start_dim", 1), args.integer("end_dim", -1)))),
                  entry("Identity", unary(_ -> Identity.of())),
                  entry(
                      "Linear",
                      unary(
                          args ->
                              Linear.of(
                                  args.integer("in_features"),
                                  args.integer("out_features"),
                                  args.flag("bias", true)))),
                  entry("LogSoftmax", unary(args -> LogSoftmax.of(args.integer("dim")))),
                  entry("ReLU", unary(_ -> ReLU.of())),
                  entry("Softmax", unary(args -> Softmax.of(args.integer("dim")))))));

  private LayerTable() {}

  private static Map<String, Row> join(Map<String, Row> some, Map<String, Row> more) {
    Map<String, Row> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
