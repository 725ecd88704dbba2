package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code c' = sigmoid(f) * c + sigmoid(i) * tanh(g); h' = sigmoid(o) * tanh(c')}, with {@code Wih x
 * + bih + Whh h + bhh} split into i, f, g and o. It keeps {@code tanh(c')}.
 */
record LstmCell() implements RecurrentCell {
  @Override
  public int kept(int size) {
    return size;
  }

  @Override
  public boolean isSum() {
    return true;
  }

  @Override
  public long flops(int size) {
    return 13L * size;
  }

  @Override
  public void forward(Step step, NdArray state, NdArray cell) {
    int size = state.shape()[1];
    float[] g = step.gates().floats();
    float[] old = step.enteringCell().floats();
    float[] kept = step.kept().floats();
    float[] out = state.floats();
    float[] next = cell.floats();
    NdArray gates = step.gates();
    NdArray hidden = step.hidden();
    RecurrentCell.add(g, gates.offset(), hidden.floats(), hidden.offset(), gates.count());
    for (int row = 0; row < step.rows(); row++) {
      int enter = gates.offset() + row * 4 * size;
      int forget = enter + size;
      int fresh = forget + size;
      int leave = fresh + size;
      int k = step.kept().offset() + row * size;
      int from = step.enteringCell().offset() + row * size;
      int to = cell.offset() + row * size;
      int h = state.offset() + row * size;
      RecurrentCell.apply(UnaryKind.SIGMOID, g, enter, 2 * size);
      RecurrentCell.apply(UnaryKind.TANH, g, fresh, size);
      RecurrentCell.apply(UnaryKind.SIGMOID, g, leave, size);
      for (int i = 0; i < size; i++) {
        next[to + i] = g[forget + i] * old[from + i] + g[enter + i] * g[fresh + i];
      }
      System.arraycopy(next, to, kept, k, size);
      RecurrentCell.apply(UnaryKind.TANH, kept, k, size);
      for (int i = 0; i < size; i++) {
        out[h + i] = g[leave + i] * kept[k + i];
      }
    }
  }

  @Override
  public <V> Next<V> next(Term<V> gates, Term<V> hidden, Term<V> entering, @Nullable Term<V> cell) {
    Term<V> before = Objects.requireNonNull(cell);
    int size = before.shape()[1];
    Term<V> sum = gates.plus(hidden);
    Term<V> enter = sum.slice(1, 0, size).sigmoid();
    Term<V> forget = sum.slice(1, size, size).sigmoid();
    Term<V> fresh = sum.slice(1, 2 * size, size).tanh();
    Term<V> leave = sum.slice(1, 3 * size, size).sigmoid();
    Term<V> next = forget.times(before).plus(enter.times(fresh));
    return new Next<>(leave.times(next.tanh()), next);
  }

  @Override
  public void backward(Step step, NdArray gradState, Gradients gradients) {
    int size = gradState.shape()[1];
    float[] g = step.gates().floats();
    float[] old = step.enteringCell().floats();
    float[] kept = step.kept().floats();
    float[] dy = gradState.floats();
    float[] dg = gradients.gates().floats();
    float[] dc = gradients.cell().floats();
    for (int row = 0; row < step.rows(); row++) {
      int from = step.gates().offset() + row * 4 * size;
      int k = step.kept().offset() + row * size;
      int c = step.enteringCell().offset() + row * size;
      int y = gradState.offset() + row * size;
      int to = gradients.gates().offset() + row * 4 * size;
      int cell = gradients.cell().offset() + row * size;
      for (int i = 0; i < size; i++) {
        float enter = g[from + i];
        float forget = g[from + size + i];
        float fresh = g[from + 2 * size + i];
        float leave = g[from + 3 * size + i];
        float tanh = kept[k + i];
        float dCell = dc[cell + i] + dy[y + i] * leave * (1 - tanh * tanh);
        dg[to + i] = dCell * fresh * (enter * (1 - enter));
        dg[to + size + i] = dCell * old[c + i] * (forget * (1 - forget));
        dg[to + 2 * size + i] = dCell * enter * (1 - fresh * fresh);
        dg[to + 3 * size + i] = dy[y + i] * tanh * (leave * (1 - leave));
        dc[cell + i] = dCell * forget;
      }
    }
  }
}
