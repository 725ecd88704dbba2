package dev.forja.op;

import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/** {@code h' = f(Wih x + bih + Whh h + bhh)}. */
record RnnCell(UnaryKind f) implements RecurrentCell {
  @Override
  public int kept(int size) {
    return 0;
  }

  @Override
  public boolean isSum() {
    return true;
  }

  @Override
  public long flops(int size) {
    return 2L * size;
  }

  @Override
  public void forward(Step step, NdArray state, NdArray cell) {
    NdArray gates = step.gates();
    NdArray hidden = step.hidden();
    int n = gates.count();
    RecurrentCell.add(gates.floats(), gates.offset(), hidden.floats(), hidden.offset(), n);
    RecurrentCell.apply(f, gates.floats(), gates.offset(), n);
    System.arraycopy(gates.floats(), gates.offset(), state.floats(), state.offset(), n);
  }

  @Override
  public <V> Next<V> next(Term<V> gates, Term<V> hidden, Term<V> entering, @Nullable Term<V> cell) {
    return new Next<>(gates.plus(hidden).then(new UnaryOp(f)), null);
  }

  @Override
  public void backward(Step step, NdArray gradState, Gradients gradients) {
    NdArray y = step.gates();
    Kernels.get()
        .elementwise()
        .unaryGrad(
            f.kernel(),
            y.floats(),
            y.offset(),
            y.floats(),
            y.offset(),
            gradState.floats(),
            gradState.offset(),
            gradients.gates().floats(),
            gradients.gates().offset(),
            y.count());
  }
}
