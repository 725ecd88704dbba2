package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Storage;
import dev.forja.op.RecurrentKind;
import dev.forja.op.RecurrentOp;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent networks whose equations are those of {@link RecurrentOp}, which runs all steps at
 * once. Its gates stand in another order, so weights are arranged anew, and kept as long as the
 * weights of the file are not written to.
 */
final class FusedRecurrents {
  private static final Map<Storage, Arranged> KEPT =
      Collections.synchronizedMap(new WeakHashMap<>());

  private FusedRecurrents() {}

  /** Weights of a storage in the order of gates of the op. */
  private record Arranged(int version, int offset, int count, Tensor tensor) {}

  /**
   * Runs a node if the op computes what it says.
   *
   * @param x the input, [l, n, in]
   * @return the states of all steps [l, n, d * h], the last state, and of an LSTM the last cell;
   *     null if the node must be run step by step
   */
  static Tensor @Nullable [] run(Call call, Recurrents.Cell cell, Tensor x, String direction) {
    RecurrentKind kind = kind(call.node(), cell, direction.equals("bidirectional") ? 2 : 1);
    if (kind == null || !fits(call, cell, x)) {
      return null;
    }
    Tensor hidden = call.floats(2);
    int directions = hidden.size(0);
    boolean reverse = direction.equals("reverse");
    long @Nullable [] lengths = call.has(4) ? call.longs(4) : null;
    boolean whole =
        lengths == null
            || (!reverse && Arrays.stream(lengths).allMatch(n -> n >= 1 && n <= x.size(0)));
    if (!whole) {
      return null; // a sequence without a step has no state
    }
    boolean batchFirst = call.node().flag("layout", false);
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(reverse ? Slices.flip(x, 0) : x);
    for (int input = 5; input < (cell == Recurrents.Cell.LSTM ? 7 : 6); input++) {
      Tensor first = call.optional(input);
      inputs.add(
          first == null
              ? Tensor.zeros(directions, x.size(1), hidden.size(2))
              : batchFirst ? first.transpose(0, 1) : first);
    }
    if (lengths != null) {
      inputs.add(call.x(4).to(DType.I64));
    }
    Tensor weight = arranged(call.floats(1), kind);
    Tensor recurrence = arranged(hidden, kind);
    Tensor bias = call.optional(3) == null ? null : arranged(call.floats(3), kind);
    int width = kind.gates() * hidden.size(2);
    for (int d = 0; d < directions; d++) {
      inputs.add(weight.select(0, d));
      inputs.add(recurrence.select(0, d));
      if (bias != null) {
        inputs.add(bias.select(0, d).slice(0, 0, width));
        inputs.add(bias.select(0, d).slice(0, width, 2 * width));
      }
    }
    RecurrentOp op = new RecurrentOp(kind, directions == 2, bias != null, false, lengths != null);
    Tensor[] results = Tensor.applyAll(op, inputs.toArray(Tensor[]::new));
    if (reverse) {
      results[0] = Slices.flip(results[0], 0);
    }
    return results;
  }

  private static boolean fits(Call call, Recurrents.Cell cell, Tensor x) {
    OnnxNode node = call.node();
    Tensor weight = call.floats(1);
    Tensor hidden = call.floats(2);
    Tensor bias = call.optional(3);
    int size = hidden.size(-1);
    boolean usual =
        node.number("clip", 0) == 0
            && !node.has("activation_alpha")
            && !node.has("activation_beta")
            && !node.flag("input_forget", false)
            && !call.has(7)
            && (cell != Recurrents.Cell.GRU || node.flag("linear_before_reset", false));
    int[] expected = {weight.size(0), cell.gates() * size, size};
    return usual
        && x.size(0) > 0
        && size > 0
        && hidden.rank() == 3
        && Arrays.equals(hidden.shape(), expected)
        && weight.size(1) == expected[1]
        && weight.size(2) == x.size(2)
        && (bias == null
            || Arrays.equals(bias.shape(), new int[] {weight.size(0), 2 * expected[1]}))
        && isState(call, 5, x, expected)
        && isState(call, 6, x, expected);
  }

  private static boolean isState(Call call, int input, Tensor x, int[] expected) {
    Tensor state = call.optional(input);
    boolean batchFirst = call.node().flag("layout", false);
    int batch = x.size(1);
    int[] shape =
        batchFirst
            ? new int[] {batch, expected[0], expected[2]}
            : new int[] {expected[0], batch, expected[2]};
    return state == null || Arrays.equals(state.shape(), shape);
  }

  /** The network of the op with these activations; null if there is none. */
  private static @Nullable RecurrentKind kind(OnnxNode node, Recurrents.Cell cell, int directions) {
    List<String> names = node.texts("activations");
    List<String> usual = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      usual.addAll(cell.defaults());
    }
    List<String> given =
        names == null ? usual : names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (cell == Recurrents.Cell.RNN && given.equals(Collections.nCopies(directions, "relu"))) {
      return RecurrentKind.RNN_RELU;
    }
    if (!given.equals(usual)) {
      return null;
    }
    return switch (cell) {
      case RNN -> RecurrentKind.RNN_TANH;
      case GRU -> RecurrentKind.GRU;
      case LSTM -> RecurrentKind.LSTM;
    };
  }

  /** The gates of ONNX, z, r and n, or i, o, f and c, in the order of the op. */
  private static int[] order(RecurrentKind kind) {
    return switch (kind) {
      case RNN_TANH, RNN_RELU -> new int[] {0};
      case GRU -> new int[] {1, 0, 2};
      case LSTM -> new int[] {0, 2, 3, 1};
    };
  }

  private static Tensor arranged(Tensor weights, RecurrentKind kind) {
    if (kind.gates() == 1) {
      return weights;
    }
    boolean watched = weights.requiresGrad() || OpListener.current() != null;
    if (watched || !weights.array().isContiguous()) {
      return gates(weights, kind);
    }
    Storage storage = weights.array().storage();
    int version = storage.version();
    Arranged kept = KEPT.get(storage);
    if (kept != null
        && kept.version == version
        && kept.offset == weights.array().offset()
        && kept.count == weights.count()
        && Arrays.equals(kept.tensor.shape(), weights.shape())) {
      return kept.tensor;
    }
    Tensor made = NoGrad.call(() -> gates(weights.detach(), kind));
    KEPT.put(storage, new Arranged(version, weights.array().offset(), weights.count(), made));
    return made;
  }

  /** Blocks of rows in another order; of biases, the two halves each. */
  private static Tensor gates(Tensor weights, RecurrentKind kind) {
    int blocks = weights.rank() == 2 ? 2 * kind.gates() : kind.gates();
    int size = weights.size(1) / blocks;
    Tensor[] parts = new Tensor[blocks];
    for (int b = 0; b < blocks; b++) {
      int from = (b / kind.gates() * kind.gates() + order(kind)[b % kind.gates()]) * size;
      parts[b] = weights.slice(1, from, from + size);
    }
    return Tensor.cat(1, parts);
  }
}
