package dev.forja.data;

import dev.forja.tensor.Philox;
import dev.forja.tensor.PhiloxState;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Divides the examples of a data set into batches, in an order that depends only on the seed and
 * the number of the epoch. So an interrupted run continues with the same batches.
 *
 * <pre>{@code
 * DataLoader<Batch> loader = DataLoader.of(dataset, 64).shuffled(seed);
 * for (int epoch = epochsDone; epoch < epochs; epoch++) {
 *   for (Batch batch : loader.epoch(epoch)) {
 *     train(batch);
 *   }
 * }
 * }</pre>
 *
 * <p>A loop iterates over an epoch, {@link #epoch(int)}, and not over the loader itself as in
 * PyTorch: if the order depended on the number of previous loops, a break, a nested loop or a
 * debugger would change later batches. An epoch returns the same batches in every loop, and loops
 * over it are independent of each other.
 *
 * <p>Immutable, and thread-safe if its data set is; there are no worker threads, and each batch is
 * created by the thread that requests it.
 *
 * @param <B> the type of a batch of examples
 */
public final class DataLoader<B> {
  /** Mixed into the seed, so that the order differs from what initialisation draws from it. */
  private static final long SHUFFLE = 0x73687566666c65L;

  private final Dataset<B> dataset;
  private final int batchSize;
  private final @Nullable Long seed;
  private final boolean dropLast;

  private DataLoader(Dataset<B> dataset, int batchSize, @Nullable Long seed, boolean dropLast) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.seed = seed;
    this.dropLast = dropLast;
  }

  /**
   * Creates a loader with batches in the order of the data set; the last one of an epoch may be
   * smaller.
   */
  public static <B> DataLoader<B> of(Dataset<B> dataset, int batchSize) {
    if (batchSize <= 0) {
      throw new IllegalArgumentException(
          "DataLoader: batchSize is %d, but must be positive".formatted(batchSize));
    }
    return new DataLoader<>(dataset, batchSize, null, false);
  }

  /**
   * A copy of this loader that returns each epoch in a different random order, drawn from the seed
   * and the epoch.
   */
  public DataLoader<B> shuffled(long newSeed) {
    return new DataLoader<>(dataset, batchSize, newSeed, dropLast);
  }

  /** A copy of this loader that omits the last batch of each epoch if it is not full. */
  public DataLoader<B> dropLast() {
    return new DataLoader<>(dataset, batchSize, seed, true);
  }

  /** The number of batches in an epoch. */
  public int batches() {
    int full = dataset.size() / batchSize;
    return dropLast || dataset.size() % batchSize == 0 ? full : full + 1;
  }

  /** The number of examples in an epoch. */
  public int examples() {
    return dropLast ? batches() * batchSize : dataset.size();
  }

  /** The number of examples in the last batch of an epoch; 0 if there is none. */
  public int lastBatch() {
    return batches() == 0 ? 0 : examples() - (batches() - 1) * batchSize;
  }

  /** The sizes and the order, as in {@code 10 examples in batches of 4, shuffled by 7}. */
  @Override
  public String toString() {
    return "%d examples in batches of %d%s%s"
        .formatted(
            dataset.size(),
            batchSize,
            seed == null ? "" : ", shuffled by " + seed,
            dropLast ? ", the last one only if full" : "");
  }

  /**
   * The batches of one epoch. Each loop over them begins at the first batch.
   *
   * @param epoch the number of the epoch, from 0
   */
  public Iterable<B> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /**
   * The batches of one epoch from {@code firstBatch} on, to resume in the middle of it. Each loop
   * over them begins at that batch.
   *
   * @param epoch the number of the epoch, from 0
   * @param firstBatch the number of batches to skip, from 0 to {@link #batches}
   */
  public Iterable<B> epoch(int epoch, int firstBatch) {
    if (firstBatch < 0 || firstBatch > batches()) {
      throw new IllegalArgumentException(
          "DataLoader: firstBatch is %d, but the epoch has %d batches"
              .formatted(firstBatch, batches()));
    }
    int[] order = order(epoch);
    return () -> new Batches(order, firstBatch);
  }

  /** The indices of the examples in the order in which one epoch gives them. */
  public int[] order(int epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException(
          "DataLoader: epoch is %d, but epochs count from 0".formatted(epoch));
    }
    int[] order = new int[dataset.size()];
    Arrays.setAll(order, i -> i);
    if (seed != null) {
      // Counters of different epochs are 2^32 apart: no draw is used twice.
      Philox draws = new Philox(new PhiloxState(seed ^ SHUFFLE, (long) epoch << 32));
      for (int i = order.length - 1; i > 0; i--) {
        int j = draws.nextInt(i + 1);
        int moved = order[i];
        order[i] = order[j];
        order[j] = moved;
      }
    }
    return order;
  }

  /** An iterator over the batches of one order. */
  private final class Batches implements Iterator<B> {
    private final int[] order;
    private int batch;

    Batches(int[] order, int firstBatch) {
      this.order = order;
      this.batch = firstBatch;
    }

    @Override
    public boolean hasNext() {
      return batch < batches();
    }

    @Override
    public B next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch has %d batches".formatted(batches()));
      }
      int from = batch++ * batchSize;
      int size = Math.min(batchSize, order.length - from);
      return dataset.batch(Arrays.copyOfRange(order, from, from + size));
    }
  }
}
