package dev.forja.conformance;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import dev.forja.conformance.LayerCases.Inputs;
import dev.forja.conformance.LayerCases.Layer;
import dev.forja.conformance.LayerCases.Row;
import dev.forja.nn.GRU;
import dev.forja.nn.LSTM;
import dev.forja.nn.LSTMOutput;
import dev.forja.nn.RNN;
import dev.forja.nn.RecurrentOptions;
import dev.forja.nn.RecurrentOutput;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Recurrent layers. */
final class RecurrentTable {
  static final Map<String, Row> ROWS =
      Map.ofEntries(
          entry("GRU", RecurrentTable::gru),
          entry("LSTM", RecurrentTable::lstm),
          entry("RNN", RecurrentTable::rnn));

  private RecurrentTable() {}

  private static Layer rnn(Args args) {
    RNN module =
        RNN.of(
            args.integer("input_size"),
            args.integer("hidden_size"),
            options(args),
            args.text("nonlinearity", "tanh").equals("relu"));
    return new Layer(module, inputs -> list(module.call(input(inputs), inputs.get("h_0", 1))));
  }

  private static Layer gru(Args args) {
    GRU module = GRU.of(args.integer("input_size"), args.integer("hidden_size"), options(args));
    return new Layer(module, inputs -> list(module.call(input(inputs), inputs.get("h_0", 1))));
  }

  private static Layer lstm(Args args) {
    LSTM module =
        LSTM.of(
            args.integer("input_size"),
            args.integer("hidden_size"),
            options(args),
            args.integer("proj_size", 0));
    return new Layer(
        module,
        inputs -> {
          LSTMOutput results =
              module.call(input(inputs), inputs.get("h_0", 1), inputs.get("c_0", 2));
          return List.of(results.output(), results.hidden(), results.cell());
        });
  }

  private static Tensor input(Inputs inputs) {
    return requireNonNull(inputs.get("input", 0));
  }

  private static List<Tensor> list(RecurrentOutput results) {
    return List.of(results.output(), results.hidden());
  }

  private static RecurrentOptions options(Args args) {
    return RecurrentOptions.defaults()
        .withNumLayers(args.integer("num_layers", 1))
        .withBias(args.flag("bias", true))
        .withBatchFirst(args.flag("batch_first", false))
        .withDropout(args.number("dropout", 0))
        .withBidirectional(args.flag("bidirectional", false));
  }
}
