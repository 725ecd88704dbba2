package dev.forja.conformance;

import static dev.forja.conformance.LayerCases.unary;
import static java.util.Map.entry;

import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The layers of {@code torch.nn}, by the name of their class. */
final class LayerTable {
  static final LayerCases CASES =
      new LayerCases(
          join(
              List.of(
                  ActivationTable.ROWS,
                  AttentionTable.ROWS,
                  FurtherTable.ROWS,
                  MatrixTable.LAYERS,
                  NormTable.ROWS,
                  RecurrentTable.ROWS,
                  PadTable.ROWS,
                  ShapingTable.ROWS,
                  SpatialTable.ROWS,
                  VisionTable.ROWS,
                  Map.ofEntries(
                      entry(
                          "Flatten",
                          unary(
                              args ->
                                  Flatten.of(
                                      args.integer("start_dim", 1), args.integer("end_dim", -1)))),
                      entry(
                          "Linear",
                          unary(
                              args ->
                                  Linear.of(
                                      args.integer("in_features"),
                                      args.integer("out_features"),
                                      args.flag("bias", true))))))));

  private LayerTable() {}

  private static Map<String, Row> join(List<Map<String, Row>> tables) {
    Map<String, Row> all = new HashMap<>();
    tables.forEach(all::putAll);
    return all;
  }
}
