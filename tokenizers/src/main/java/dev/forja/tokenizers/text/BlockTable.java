package dev.forja.tokenizers.text;

import java.util.Arrays;

/**
 * A number for each of many indices, in blocks: equal blocks that follow each other are one array.
 * It is filled run by run, which is quick in a JVM that has only started, since a long run changes
 * one block for many. Immutable once it is filled.
 */
final class BlockTable {
  private static final int BLOCK = 7;
  private static final int SIZE = 1 << BLOCK;

  private final int[][] blocks;
  private final boolean[] shared;

  /** Zeros; the size is a multiple of 128. */
  BlockTable(int size) {
    blocks = new int[size >> BLOCK][];
    shared = new boolean[size >> BLOCK];
    Arrays.fill(blocks, new int[SIZE]);
    Arrays.fill(shared, true);
  }

  int get(int index) {
    return blocks[index >> BLOCK][index & SIZE - 1];
  }

  /** Sets these bits from the first index to the last one. */
  void add(int first, int last, int bits) {
    int[] before = null;
    int[] after = null;
    for (int block = first >> BLOCK; block <= last >> BLOCK; block++) {
      int from = Math.max(first - block * SIZE, 0);
      int to = Math.min(last - block * SIZE, SIZE - 1);
      boolean isWhole = from == 0 && to == SIZE - 1;
      if (isWhole && blocks[block] == before && after != null) {
        blocks[block] = after;
        shared[block] = true;
        shared[block - 1] = true;
        continue;
      }
      before = blocks[block];
      if (shared[block]) {
        blocks[block] = before.clone();
        shared[block] = false;
      }
      after = isWhole ? blocks[block] : null;
      for (int i = from; i <= to; i++) {
        blocks[block][i] |= bits;
      }
    }
  }
}
