package dev.forja.onnx.operators;

import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Recurrent networks, step by step: {@code RNN}, {@code GRU} and {@code LSTM}. */
final class Recurrents {
  private Recurrents() {}

  static void addTo(OperatorTable table) {
    String common =
        "activation_alpha activation_beta activations clip direction hidden_size layout";
    table.add("RNN", common + " output_sequence", call -> run(call, Cell.RNN));
    table.add("GRU", common + " linear_before_reset output_sequence", call -> run(call, Cell.GRU));
    table.add("LSTM", common + " input_forget output_sequence", call -> run(call, Cell.LSTM));
  }

  private static void run(Call call, Cell cell) {
    boolean batchFirst = call.node().flag("layout", false);
    Tensor x = batchFirst ? call.floats(0).transpose(0, 1) : call.floats(0);
    String direction = call.node().text("direction", "forward");
    int directions =
        switch (direction) {
          case "forward", "reverse" -> 1;
          case "bidirectional" -> 2;
          default ->
              throw Elementwise.unknown(
                  "direction", direction, "forward", "reverse", "bidirectional");
        };
    Tensor weights = call.floats(1);
    if (weights.rank() != 3 || weights.size(0) != directions || x.rank() != 3) {
      throw new IllegalArgumentException(
          "its input has rank %d and its weight the shape %s: expected [l, n, in] and %d directions"
              .formatted(x.rank(), Arrays.toString(weights.shape()), directions));
    }
    Tensor @Nullable [] fused = FusedRecurrents.run(call, cell, x, direction);
    if (fused != null) {
      give(call, fused, directions, batchFirst);
      return;
    }
    int size = call.floats(2).size(-1);
    long @Nullable [] lengths = call.has(4) ? call.longs(4) : null;
    List<Tensor> outputs = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    List<Tensor> cells = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      boolean reverse = d == 1 || direction.equals("reverse");
      Pass pass =
          new Pass(
              cell,
              weights.select(0, d),
              call.floats(2).select(0, d),
              part(call, 3, d, new int[] {2 * cell.gates() * size}),
              cell == Cell.LSTM ? part(call, 7, d, new int[] {3 * size}) : Tensor.zeros(1),
              functions(call.node(), cell, d),
              call.node().number("clip", 0),
              call.node().flag("linear_before_reset", false),
              call.node().flag("input_forget", false));
      Tensor h = first(call, 5, d, x.size(1), size, batchFirst);
      Tensor c = first(call, 6, d, x.size(1), size, batchFirst);
      sequence(pass, x, h, c, lengths, reverse, outputs, states, cells);
    }
    Tensor y = Tensor.stack(1, outputs.toArray(Tensor[]::new));
    call.give(batchFirst ? y.permute(2, 0, 1, 3) : y);
    call.give(stacked(states, batchFirst));
    if (cell == Cell.LSTM) {
      call.give(stacked(cells, batchFirst));
    }
  }

  /** The states of all steps stand side by side; ONNX has a dimension of directions. */
  private static void give(Call call, Tensor[] results, int directions, boolean batchFirst) {
    Tensor flat = results[0];
    int size = flat.size(2) / directions;
    Tensor y = flat.reshape(flat.size(0), flat.size(1), directions, size);
    call.give(batchFirst ? y.transpose(0, 1) : y.transpose(1, 2));
    for (int i = 1; i < results.length; i++) {
      call.give(batchFirst ? results[i].transpose(0, 1) : results[i]);
    }
  }

  private static Tensor stacked(List<Tensor> states, boolean batchFirst) {
    return Tensor.stack(batchFirst ? 1 : 0, states.toArray(Tensor[]::new));
  }

  private static Tensor part(Call call, int input, int direction, int[] shape) {
    Tensor given = call.optional(input);
    return given == null ? Tensor.zeros(shape) : given.select(0, direction);
  }

  private static Tensor first(
      Call call, int input, int direction, int batch, int size, boolean batchFirst) {
    Tensor given = call.optional(input);
    return given == null ? Tensor.zeros(batch, size) : given.select(batchFirst ? 1 : 0, direction);
  }

  /**
   * After its length, a sequence keeps its state, and its output is zero; without a step, the state
   * is zero too.
   */
  private static void sequence(
      Pass pass,
      Tensor x,
      Tensor h0,
      Tensor c0,
      long @Nullable [] lengths,
      boolean reverse,
      List<Tensor> outputs,
      List<Tensor> states,
      List<Tensor> cells) {
    int steps = x.size(0);
    Tensor projected = x.linear(pass.weight(), null);
    Tensor[] ys = new Tensor[steps];
    Tensor h = h0;
    Tensor c = c0;
    for (int i = 0; i < steps; i++) {
      int at = reverse ? steps - 1 - i : i;
      Tensor[] next = pass.step(projected.select(0, at), h, c);
      if (lengths == null) {
        h = next[0];
        c = next[1];
        ys[at] = h;
      } else {
        Tensor alive = alive(lengths, at);
        h = Tensor.where(alive, next[0], h);
        c = Tensor.where(alive, next[1], c);
        ys[at] = Tensor.where(alive, next[0], Tensor.scalar(0));
      }
    }
    outputs.add(steps == 0 ? Tensor.zeros(0, x.size(1), h0.size(-1)) : Tensor.stack(0, ys));
    Tensor begun = lengths == null ? null : alive(lengths, 0);
    states.add(begun == null ? h : Tensor.where(begun, h, Tensor.scalar(0)));
    cells.add(begun == null ? c : Tensor.where(begun, c, Tensor.scalar(0)));
  }

  private static Tensor alive(long[] lengths, int step) {
    boolean[] alive = new boolean[lengths.length];
    for (int i = 0; i < alive.length; i++) {
      alive[i] = step < lengths[i];
    }
    return Tensor.of(alive, alive.length, 1);
  }

  /** The activations of a direction: those of the node, or those of the network. */
  private static List<UnaryOperator<Tensor>> functions(OnnxNode node, Cell cell, int direction) {
    List<String> names = node.texts("activations");
    int count = cell.defaults().size();
    List<UnaryOperator<Tensor>> functions = new ArrayList<>();
    int alphas = 0;
    float[] alpha = node.numbers("activation_alpha");
    float[] beta = node.numbers("activation_beta");
    int betas = 0;
    List<String> all = names == null ? cell.defaults() : names;
    for (int i = 0; i < all.size(); i++) {
      String name = all.get(i).toLowerCase(Locale.ROOT);
      boolean first = RecurrentFunctions.takesAlpha(name);
      boolean second = RecurrentFunctions.takesBeta(name);
      Float a = first && alpha != null && alphas < alpha.length ? alpha[alphas] : null;
      Float b = second && beta != null && betas < beta.length ? beta[betas] : null;
      alphas += first ? 1 : 0;
      betas += second ? 1 : 0;
      functions.add(RecurrentFunctions.of(name, a, b));
    }
    int from = names == null ? 0 : direction * count;
    if (from + count > functions.size()) {
      throw new IllegalArgumentException(
          "'activations' names %d functions, expected %d for each direction"
              .formatted(all.size(), count));
    }
    return functions.subList(from, from + count);
  }

  /** The kinds of networks. */
  enum Cell {
    RNN(1),
    GRU(3),
    LSTM(4);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }

    int gates() {
      return gates;
    }

    /** The activations of a step. */
    List<String> defaults() {
      return switch (this) {
        case RNN -> List.of("tanh");
        case GRU -> List.of("sigmoid", "tanh");
        case LSTM -> List.of("sigmoid", "tanh", "tanh");
      };
    }
  }

  /** The weights and functions of one direction. */
  record Pass(
      Cell cell,
      Tensor weight,
      Tensor recurrence,
      Tensor bias,
      Tensor peepholes,
      List<UnaryOperator<Tensor>> functions,
      float clip,
      boolean linearBeforeReset,
      boolean inputForget) {
    /** The next state and cell, from the projected input of this step. */
    Tensor[] step(Tensor x, Tensor h, Tensor c) {
      int size = recurrence.size(1);
      int width = cell.gates() * size;
      Tensor wb = bias.slice(0, 0, width);
      Tensor rb = bias.slice(0, width, 2 * width);
      return switch (cell) {
        case RNN -> {
          Tensor next = f(0, x.add(wb).add(h.linear(recurrence, rb)));
          yield new Tensor[] {next, c};
        }
        case GRU -> new Tensor[] {gru(x.add(wb), h, rb, size), c};
        case LSTM -> lstm(x.add(wb).add(h.linear(recurrence, rb)), c, size);
      };
    }

    private Tensor f(int index, Tensor x) {
      return functions.get(index).apply(clip > 0 ? x.clamp(-clip, clip) : x);
    }

    /** Gates z, r and h: {@code h' = (1 - z) * n + z * h}. */
    private Tensor gru(Tensor x, Tensor h, Tensor rb, int size) {
      Tensor two = h.linear(recurrence.slice(0, 0, 2 * size), rb.slice(0, 0, 2 * size));
      Tensor gates = f(0, x.slice(1, 0, 2 * size).add(two));
      Tensor z = gates.slice(1, 0, size);
      Tensor r = gates.slice(1, size, 2 * size);
      Tensor last = recurrence.slice(0, 2 * size, 3 * size);
      Tensor lastBias = rb.slice(0, 2 * size, 3 * size);
      Tensor hidden =
          linearBeforeReset ? r.mul(h.linear(last, lastBias)) : r.mul(h).linear(last, lastBias);
      Tensor n = f(1, x.slice(1, 2 * size, 3 * size).add(hidden));
      return n.sub(z.mul(n)).add(z.mul(h));
    }

    /** Gates i, o, f and c; the peepholes are those of i, o and f. */
    private Tensor[] lstm(Tensor gates, Tensor c, int size) {
      boolean peep = peepholes.size(0) == 3 * size && size > 0;
      Tensor in = gates.slice(1, 0, size);
      Tensor out = gates.slice(1, size, 2 * size);
      Tensor forget = gates.slice(1, 2 * size, 3 * size);
      if (peep) {
        in = in.add(c.mul(peepholes.slice(0, 0, size)));
        forget = forget.add(c.mul(peepholes.slice(0, 2 * size, 3 * size)));
      }
      Tensor i = f(0, in);
      Tensor kept = inputForget ? i.neg().add(1) : f(0, forget);
      Tensor cell = kept.mul(c).add(i.mul(f(1, gates.slice(1, 3 * size, 4 * size))));
      if (peep) {
        out = out.add(cell.mul(peepholes.slice(0, size, 2 * size)));
      }
      Tensor h = f(0, out).mul(functions.get(2).apply(cell));
      return new Tensor[] {h, cell};
    }
  }
}
