package dev.forja.kernel;

/**
 * One matrix for each head, views of one array. The elements of a row lie side by side.
 *
 * @param offsets where each matrix begins; not the caller's to change
 * @param step elements from one row to the next; 0 where all rows are one
 */
public record Heads(float[] values, int[] offsets, int step) {
  /** Where a row of a head begins. */
  public int at(int head, int row) {
    return offsets[head] + row * step;
  }
}
