package dev.forja.op;

import java.util.Locale;

/**
 * The recurrent networks that {@link RecurrentOp} computes, with the gates in PyTorch's order.
 * Immutable.
 */
public enum RecurrentKind {
  /** One gate: {@code h' = tanh(Wih x + bih + Whh h + bhh)}. */
  RNN_TANH("RNN", 1, new RnnCell(UnaryKind.TANH)),
  /** One gate: {@code h' = max(Wih x + bih + Whh h + bhh, 0)}. */
  RNN_RELU("RNN", 1, new RnnCell(UnaryKind.RELU)),
  /** Gates r, z and n. */
  GRU("GRU", 3, new GruCell()),
  /** Gates i, f, g and o, and a second state, the cell. */
  LSTM("LSTM", 4, new LstmCell());

  private final String layer;
  private final int gates;

  @SuppressWarnings("Immutable") // its implementations are
  private final RecurrentCell cell;

  RecurrentKind(String layer, int gates, RecurrentCell cell) {
    this.layer = layer;
    this.gates = gates;
    this.cell = cell;
  }

  /** The number of gates: the rows of a weight divided by the size of the state. */
  public int gates() {
    return gates;
  }

  /** Whether there is a second state, the cell. */
  public boolean hasCell() {
    return this == LSTM;
  }

  /** The name of the layer, which begins messages: {@code LSTM}. */
  public String layer() {
    return layer;
  }

  /** The name of the op, as in PyTorch: {@code lstm}. */
  String op() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The equations of a step. */
  RecurrentCell cell() {
    return cell;
  }
}
