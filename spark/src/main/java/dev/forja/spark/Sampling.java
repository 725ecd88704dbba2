package dev.forja.spark;

import dev.forja.tensor.Philox;

/**
 * Which examples of a partition are the batch of a step: each epoch has them all once, in an order
 * of its own, and one epoch follows the other.
 */
final class Sampling {
  private Sampling() {}

  /** The seed of what belongs to these numbers: the finaliser of SplitMix64 over each of them. */
  static long seed(long seed, long a, long b) {
    return mix(mix(mix(seed) + a) + b);
  }

  /** Source: G. Steele et al., Fast Splittable Pseudorandom Number Generators, OOPSLA 2014. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The places of the batch of a step among the {@code size} examples of a partition. */
  static int[] batch(long seed, int partition, int size, long step, int batch) {
    int[] places = new int[batch];
    long first = Math.multiplyExact(step, batch);
    long epoch = -1;
    int[] order = new int[0];
    for (int i = 0; i < batch; i++) {
      long at = first + i;
      if (at / size != epoch) {
        epoch = at / size;
        order = order(seed(seed, partition, epoch), size);
      }
      places[i] = order[(int) (at % size)];
    }
    return places;
  }

  private static int[] order(long seed, int size) {
    Philox random = new Philox(seed);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
