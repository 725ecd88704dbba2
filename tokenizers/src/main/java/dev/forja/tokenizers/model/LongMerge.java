package dev.forja.tokenizers.model;

import java.util.Arrays;

/**
 * Merges the symbols of a long word: pairs wait in a heap, by rank and then by place, so that the
 * time grows with {@code n log n}.
 */
final class LongMerge {
  private final int[] ids;
  private final int[] lengths;
  private final int count;
  private final Merges merges;
  private final int[] previous;
  private final int[] next;
  private long[] heap;
  private int size;

  LongMerge(int[] ids, int[] lengths, int count, Merges merges) {
    this.ids = ids;
    this.lengths = lengths;
    this.count = count;
    this.merges = merges;
    previous = new int[count];
    next = new int[count];
    heap = new long[count + 16];
  }

  /** Merges in place, and returns how many symbols are left. */
  int merge() {
    boolean[] isGone = new boolean[count];
    for (int i = 0; i < count; i++) {
      previous[i] = i - 1;
      next[i] = i + 1 < count ? i + 1 : -1;
      offer(i);
    }
    while (size > 0) {
      long top = poll();
      int at = (int) top;
      int right = next[at];
      if (isGone[at] || right < 0) {
        continue;
      }
      long found = merges.get(ids[at], ids[right]);
      if (found < 0 || found >>> 32 != top >>> 32) {
        continue; // the pair has changed since
      }
      ids[at] = (int) found;
      lengths[at] += lengths[right];
      isGone[right] = true;
      next[at] = next[right];
      if (next[at] >= 0) {
        previous[next[at]] = at;
      }
      if (previous[at] >= 0) {
        offer(previous[at]);
      }
      offer(at);
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!isGone[i]) {
        ids[kept] = ids[i];
        lengths[kept++] = lengths[i];
      }
    }
    return kept;
  }

  private void offer(int at) {
    if (next[at] < 0) {
      return;
    }
    long found = merges.get(ids[at], ids[next[at]]);
    if (found < 0) {
      return;
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    long entry = (found & 0xFFFFFFFF00000000L) | at;
    int i = size++;
    while (i > 0 && heap[(i - 1) >> 1] > entry) {
      heap[i] = heap[(i - 1) >> 1];
      i = (i - 1) >> 1;
    }
    heap[i] = entry;
  }

  private long poll() {
    long top = heap[0];
    long last = heap[--size];
    int i = 0;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= last) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
    return top;
  }
}
