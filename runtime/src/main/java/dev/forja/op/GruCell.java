package dev.forja.op;

import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * {@code r = sigmoid(xr + hr); z = sigmoid(xz + hz); n = tanh(xn + r * hn); h' = n + z * (h - n)},
 * with {@code Wih x + bih} split into xr, xz and xn, and {@code Whh h + bhh} into hr, hz and hn. It
 * keeps hn.
 */
record GruCell() implements RecurrentCell {
  @Override
  public int kept(int size) {
    return size;
  }

  @Override
  public boolean isSum() {
    return false;
  }

  @Override
  public long flops(int size) {
    return 10L * size;
  }

  @Override
  public void forward(Step step, NdArray state, NdArray cell) {
    int size = state.shape()[1];
    float[] g = step.gates().floats();
    float[] hidden = step.hidden().floats();
    float[] old = step.entering().floats();
    float[] kept = step.kept().floats();
    float[] out = state.floats();
    for (int row = 0; row < step.rows(); row++) {
      int r = step.gates().offset() + row * 3 * size;
      int z = r + size;
      int n = z + size;
      int h = step.hidden().offset() + row * 3 * size;
      int k = step.kept().offset() + row * size;
      int from = step.entering().offset() + row * size;
      int to = state.offset() + row * size;
      RecurrentCell.add(g, r, hidden, h, 2 * size);
      RecurrentCell.apply(UnaryKind.SIGMOID, g, r, 2 * size);
      System.arraycopy(hidden, h + 2 * size, kept, k, size);
      for (int i = 0; i < size; i++) {
        g[n + i] += g[r + i] * kept[k + i];
      }
      RecurrentCell.apply(UnaryKind.TANH, g, n, size);
      for (int i = 0; i < size; i++) {
        out[to + i] = g[n + i] + g[z + i] * (old[from + i] - g[n + i]);
      }
    }
  }

  @Override
  public <V> Next<V> next(Term<V> gates, Term<V> hidden, Term<V> entering, @Nullable Term<V> cell) {
    int size = entering.shape()[1];
    Term<V> r = gates.slice(1, 0, size).plus(hidden.slice(1, 0, size)).sigmoid();
    Term<V> z = gates.slice(1, size, size).plus(hidden.slice(1, size, size)).sigmoid();
    Term<V> fresh = hidden.slice(1, 2 * size, size);
    Term<V> n = gates.slice(1, 2 * size, size).plus(r.times(fresh)).tanh();
    return new Next<>(n.plus(z.times(entering.minus(n))), null);
  }

  @Override
  public void backward(Step step, NdArray gradState, Gradients gradients) {
    int size = gradState.shape()[1];
    float[] g = step.gates().floats();
    float[] old = step.entering().floats();
    float[] kept = step.kept().floats();
    float[] dy = gradState.floats();
    float[] dg = gradients.gates().floats();
    float[] dh = gradients.hidden().floats();
    float[] dOld = gradients.entering().floats();
    for (int row = 0; row < step.rows(); row++) {
      int r = step.gates().offset() + row * 3 * size;
      int k = step.kept().offset() + row * size;
      int from = step.entering().offset() + row * size;
      int y = gradState.offset() + row * size;
      int to = gradients.gates().offset() + row * 3 * size;
      int hidden = gradients.hidden().offset() + row * 3 * size;
      int entering = gradients.entering().offset() + row * size;
      for (int i = 0; i < size; i++) {
        float reset = g[r + i];
        float update = g[r + size + i];
        float fresh = g[r + 2 * size + i];
        float carried = dy[y + i] * update;
        float dFresh = (dy[y + i] - carried) * (1 - fresh * fresh);
        float dUpdate = dy[y + i] * (old[from + i] - fresh) * (update * (1 - update));
        float dReset = dFresh * kept[k + i] * (reset * (1 - reset));
        dg[to + i] = dReset;
        dg[to + size + i] = dUpdate;
        dg[to + 2 * size + i] = dFresh;
        dh[hidden + i] = dReset;
        dh[hidden + size + i] = dUpdate;
        dh[hidden + 2 * size + i] = dFresh * reset;
        dOld[entering + i] = carried;
      }
    }
  }
}
