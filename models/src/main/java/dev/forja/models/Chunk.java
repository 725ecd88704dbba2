package dev.forja.models;

/**
 * A part of a long text and its vector. Its vector must not be changed; then it is safe for use by
 * many threads.
 */
public final class Chunk {
  private final int start;
  private final int end;
  private final float[] vector;

  Chunk(int start, int end, float[] vector) {
    this.start = start;
    this.end = end;
    this.vector = vector;
  }

  /** The index of its first char in the text. */
  public int start() {
    return start;
  }

  /** The index after its last char. */
  public int end() {
    return end;
  }

  /** Its vector: the array itself, not a copy. */
  public float[] vector() {
    return vector;
  }

  @Override
  public String toString() {
    return "chars %d to %d".formatted(start, end);
  }
}
