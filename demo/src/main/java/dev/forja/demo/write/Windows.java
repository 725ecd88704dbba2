package dev.forja.demo.write;

import dev.forja.data.Dataset;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Stretches of a text, all of the same length, each with the tokens that follow its tokens. */
final class Windows implements Dataset<Batch> {
  private final long[] tokens;
  private final int length;
  private final int size;
  private final IntUnaryOperator start;

  private Windows(List<Integer> tokens, int length, int size, IntUnaryOperator start) {
    this.tokens = tokens.stream().mapToLong(token -> token).toArray();
    this.length = length;
    this.size = size;
    this.start = start;
  }

  /** As many as the text has room for side by side, but each begins anywhere. */
  static Windows anywhere(List<Integer> tokens, int length, RandomStarts starts) {
    return new Windows(
        tokens, length, tokens.size() / length, i -> starts.start(i, tokens.size() - length));
  }

  /** Stretches side by side, which together are the text but for what is left at its end. */
  static Windows sideBySide(List<Integer> tokens, int length) {
    return new Windows(tokens, length, (tokens.size() - 1) / length, i -> i * length);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Batch batch(int... indices) {
    long[] inputs = new long[indices.length * length];
    long[] targets = new long[indices.length * length];
    for (int i = 0; i < indices.length; i++) {
      int from = start.applyAsInt(indices[i]);
      System.arraycopy(tokens, from, inputs, i * length, length);
      System.arraycopy(tokens, from + 1, targets, i * length, length);
    }
    return new Batch(
        Tensor.of(inputs, indices.length, length), Tensor.of(targets, indices.length, length));
  }
}
