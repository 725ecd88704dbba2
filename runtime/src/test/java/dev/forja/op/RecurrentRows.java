package dev.forja.op;

import static dev.forja.op.OpCase.floats;
import static dev.forja.op.OpCase.longs;

import dev.forja.array.NdArray;
import dev.forja.op.OpCase.Input;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@link OpTable} for recurrent networks: every kind, with and without its options. */
final class RecurrentRows {
  private static final int IN = 2;
  private static final int SIZE = 3;
  private static final int PROJECTED = 2;
  private static final int STEPS = 3;
  private static final int BATCH = 2;

  private RecurrentRows() {}

  static void add(List<OpCase> rows) {
    for (RecurrentKind kind : RecurrentKind.values()) {
      for (boolean both : new boolean[] {false, true}) {
        for (boolean lengths : new boolean[] {false, true}) {
          rows.add(row(new RecurrentOp(kind, both, lengths, false, lengths)));
          if (kind == RecurrentKind.LSTM) {
            rows.add(row(new RecurrentOp(kind, both, !lengths, true, lengths)));
          }
        }
      }
    }
  }

  private static OpCase row(RecurrentOp op) {
    int directions = op.bidirectional() ? 2 : 1;
    int out = op.projected() ? PROJECTED : SIZE;
    int width = op.kind().gates() * SIZE;
    List<Input> inputs = new ArrayList<>();
    inputs.add(small(op.kind(), STEPS, BATCH, IN));
    inputs.add(small(op.kind(), directions, BATCH, out));
    if (op.kind().hasCell()) {
      inputs.add(small(op.kind(), directions, BATCH, SIZE));
    }
    if (op.lengths()) {
      inputs.add(longs(STEPS, 1));
    }
    for (int direction = 0; direction < directions; direction++) {
      inputs.add(small(op.kind(), width, IN));
      inputs.add(small(op.kind(), width, out));
      if (op.biased()) {
        inputs.add(small(op.kind(), width));
        inputs.add(small(op.kind(), width));
      }
      if (op.projected()) {
        inputs.add(small(op.kind(), out, SIZE));
      }
    }
    return new OpCase(op, inputs.toArray(Input[]::new));
  }

  /**
   * Floats so small that no gate saturates. For ReLU they are positive, so that no sum is near its
   * kink.
   */
  private static Input small(RecurrentKind kind, int... shape) {
    return place -> {
      NdArray array = floats(shape).dense(place);
      for (int i = 0; i < array.count(); i++) {
        float value = array.floats()[i] / 4;
        array.floats()[i] = kind == RecurrentKind.RNN_RELU ? 0.1f + Math.abs(value) : value;
      }
      return array;
    };
  }
}
