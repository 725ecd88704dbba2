package dev.forja.demo.minilm;

import dev.forja.demo.text.BertTokenizer.Tokens;
import dev.forja.tensor.Compute;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Turns many texts into vectors. */
public final class Embedder {
  private final MiniLm model;
  private final IntConsumer progress;

  /**
   * Creates an embedder.
   *
   * @param progress is called, on any thread, with the number of texts just finished
   */
  public Embedder(MiniLm model, IntConsumer progress) {
    this.model = model;
    this.progress = progress;
  }

  /**
   * The vectors of texts.
   *
   * @param vectors in the order of the texts, {@link MiniLm#WIDTH} values each, of length 1
   * @param cut the number of texts that were truncated because they exceed the model's maximum
   *     length
   */
  public record Embedded(float[] vectors, int cut) {}

  /**
   * Embeds texts. Each thread processes whole batches, so the work within a batch need not be
   * divided.
   */
  public Embedded embed(List<String> texts) {
    Tokens[] tokens = new Tokens[texts.size()];
    Compute.forEach(tokens.length, i -> tokens[i] = model.tokens(texts.get(i)));
    List<int[]> ids = Arrays.stream(tokens).map(Tokens::ids).toList();
    float[] vectors = new float[Math.multiplyExact(texts.size(), MiniLm.WIDTH)];
    List<int[]> batches = Batches.plan(ids.stream().mapToInt(text -> text.length).toArray());
    Compute.forEach(batches.size(), i -> embed(ids, batches.get(i), vectors));
    return new Embedded(vectors, (int) Arrays.stream(tokens).filter(Tokens::cut).count());
  }

  private void embed(List<int[]> ids, int[] places, float[] vectors) {
    Batch batch = Batch.of(Arrays.stream(places).mapToObj(ids::get).toList());
    float[] found = model.embed(batch);
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(found, i * MiniLm.WIDTH, vectors, places[i] * MiniLm.WIDTH, MiniLm.WIDTH);
    }
    progress.accept(places.length);
  }
}
