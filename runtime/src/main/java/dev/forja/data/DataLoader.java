package dev.forja.data;

import dev.forja.tensor.Philox;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives the examples of a data set in batches, epoch after epoch. Each loop over it is the next
 * epoch; the order of an epoch depends on the seed and the number of the epoch alone, so that an
 * interrupted run goes on with the batches it would have had.
 *
 * <pre>{@code
 * DataLoader<Batch> loader = DataLoader.of(dataset, 64).shuffled(seed);
 * loader.startAt(epochsDone);
 * for (int epoch = epochsDone; epoch < epochs; epoch++) {
 *   for (Batch batch : loader) {
 *     train(batch);
 *   }
 * }
 * }</pre>
 *
 * <p>A loader starts no threads: a batch is made by the thread that asks for it. Safe for use by
 * several threads if the data set is; each loop belongs to one thread.
 *
 * @param <B> a batch of examples
 */
public final class DataLoader<B> implements Iterable<B> {
  /** Keeps the order apart from what initialisation draws from the same seed. */
  private static final long SHUFFLE = 0x73687566666c65L;

  private final Dataset<B> dataset;
  private final int batchSize;
  private final @Nullable Long seed;
  private final boolean dropLast;
  private final AtomicInteger nextEpoch = new AtomicInteger();

  private DataLoader(Dataset<B> dataset, int batchSize, @Nullable Long seed, boolean dropLast) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.seed = seed;
    this.dropLast = dropLast;
  }

  /** Batches in the order of the data set; the last one of an epoch may be smaller. */
  public static <B> DataLoader<B> of(Dataset<B> dataset, int batchSize) {
    if (batchSize <= 0) {
      throw new IllegalArgumentException(
          "DataLoader: batchSize is %d, but must be positive".formatted(batchSize));
    }
    return new DataLoader<>(dataset, batchSize, null, false);
  }

  /** Such a loader that gives each epoch in another random order. */
  public DataLoader<B> shuffled(long newSeed) {
    return new DataLoader<>(dataset, batchSize, newSeed, dropLast);
  }

  /** Such a loader that leaves out the last batch of an epoch if it is not full. */
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

  /** How the examples are cut and ordered: {@code 10 examples in batches of 4, shuffled by 7}. */
  @Override
  public String toString() {
    return "%d examples in batches of %d%s%s"
        .formatted(
            dataset.size(),
            batchSize,
            seed == null ? "" : ", shuffled by " + seed,
            dropLast ? ", the last one only if full" : "");
  }

  /** The number of the epoch that the next loop gives, from 0. */
  public int nextEpoch() {
    return nextEpoch.get();
  }

  /** Makes the next loop give epoch {@code epoch}, and those after it go on from there. */
  public void startAt(int epoch) {
    nextEpoch.set(checkEpoch(epoch));
  }

  /** The batches of the next epoch. */
  @Override
  public Iterator<B> iterator() {
    return epoch(nextEpoch.getAndIncrement()).iterator();
  }

  /** The batches of one epoch, as often as wanted; the count of epochs does not change. */
  public Iterable<B> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /** The batches of one epoch without those before {@code firstBatch}: for going on amid it. */
  public Iterable<B> epoch(int epoch, int firstBatch) {
    if (firstBatch < 0) {
      throw new IllegalArgumentException(
          "DataLoader: firstBatch is %d, but batches count from 0".formatted(firstBatch));
    }
    int[] order = order(epoch);
    return () -> new Batches(order, firstBatch);
  }

  /** The numbers of the examples in the order in which one epoch gives them. */
  public int[] order(int epoch) {
    checkEpoch(epoch);
    int[] order = new int[dataset.size()];
    Arrays.setAll(order, i -> i);
    if (seed != null) {
      // Counters of different epochs are 2^32 apart: no draw is used twice.
      Philox draws = new Philox(new Philox.State(seed ^ SHUFFLE, (long) epoch << 32));
      for (int i = order.length - 1; i > 0; i--) {
        int j = draws.nextInt(i + 1);
        int moved = order[i];
        order[i] = order[j];
        order[j] = moved;
      }
    }
    return order;
  }

  private static int checkEpoch(int epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException(
          "DataLoader: epoch is %d, but epochs count from 0".formatted(epoch));
    }
    return epoch;
  }

  /** One pass over an order. */
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
