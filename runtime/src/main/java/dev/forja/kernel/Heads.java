package dev.forja.kernel;

/**
 * One matrix for each head, all of them views of one array. The elements of a row are contiguous.
 *
 * @param offsets the index of the first element of each matrix; must not be changed
 * @param step the distance between neighbouring rows, in elements; 0 if all rows are the same
 */
public record Heads(float[] values, int[] offsets, int step) {
  /** The index of the first element of a row of a head. */
  public int at(int head, int row) {
    return offsets[head] + row * step;
  }
}
