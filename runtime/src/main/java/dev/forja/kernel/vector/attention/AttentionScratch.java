package dev.forja.kernel.vector.attention;

import dev.forja.kernel.vector.base.Room;

/** Memory that the attention of one thread uses again and again. */
final class AttentionScratch {
  private static final ThreadLocal<AttentionScratch> OF_THREAD =
      ThreadLocal.withInitial(AttentionScratch::new);

  /** The queries of a block, [width, queries]. */
  final Room queries = new Room();

  /** Their scores, [sources, queries]. */
  final Room scores = new Room();

  /** Their outputs, [depth, queries]. */
  final Room outputs = new Room();

  /** A part of the mask, [sources, queries]. */
  final float[] mask = new float[ScoreMask.CHUNK * AttentionTile.COLS];

  /** What the output of each query is to be multiplied with. */
  final float[] factors = new float[AttentionTile.COLS];

  private AttentionScratch() {}

  static AttentionScratch get() {
    return OF_THREAD.get();
  }
}
