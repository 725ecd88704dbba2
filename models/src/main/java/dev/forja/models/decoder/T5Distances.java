package dev.forja.models.decoder;

import dev.forja.nn.Embedding;
import dev.forja.tensor.Tensor;

/**
 * Sorts distances of tokens into buckets: the first half of them are for exact distances, the rest
 * for ranges whose limits grow as powers (C. Raffel et al., <a
 * href="https://arxiv.org/abs/1910.10683">arXiv:1910.10683</a>).
 *
 * @param buckets the number of buckets
 * @param most the distance from which on all are in the last bucket
 * @param both whether half of the buckets are for keys after the query
 */
record T5Distances(int buckets, int most, boolean both) {
  /**
   * What is added to the scores, [1, heads, length, past + length].
   *
   * @param table [buckets, heads]
   * @param past the number of tokens before the queries
   */
  Tensor bias(Embedding table, int past, int length) {
    int keys = past + length;
    long[] places = new long[length * keys];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < keys; key++) {
        places[query * keys + key] = bucket(past + query - key);
      }
    }
    return table.call(Tensor.of(places, length, keys)).permute(2, 0, 1).unsqueeze(0);
  }

  private int bucket(int distance) {
    int count = both ? buckets / 2 : buckets;
    int exact = count / 2;
    int offset = both && distance < 0 ? count : 0;
    int size = both ? Math.abs(distance) : Math.max(distance, 0);
    if (size < exact) {
      return offset + size;
    }
    float share =
        (float) StrictMath.log((float) size / exact)
            / (float) StrictMath.log((double) most / exact);
    return offset + Math.min(count - 1, exact + (int) (share * (count - exact)));
  }
}
