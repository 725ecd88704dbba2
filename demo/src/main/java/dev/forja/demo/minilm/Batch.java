package dev.forja.demo.minilm;

import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of texts as input of the model.
 *
 * @param ids the tokens, int64 [n, l]; padding has the id 0
 * @param mask true for tokens, bool [n, l]; null if there is no padding
 */
public record Batch(Tensor ids, @Nullable Tensor mask) {
  /** These texts, padded to the longest of them. */
  public static Batch of(List<int[]> texts) {
    int width = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    long[] ids = new long[texts.size() * width];
    boolean[] mask = new boolean[ids.length];
    boolean padded = false;
    for (int i = 0; i < texts.size(); i++) {
      int[] text = texts.get(i);
      for (int j = 0; j < text.length; j++) {
        ids[i * width + j] = text[j];
        mask[i * width + j] = true;
      }
      padded |= text.length < width;
    }
    return new Batch(
        Tensor.of(ids, texts.size(), width), padded ? Tensor.of(mask, texts.size(), width) : null);
  }
}
