package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.parallel.ScratchPool;
import dev.forja.kernel.vector.base.Room;

/** Memory that blocks of attention use again and again, one at a time. */
final class AttentionScratch {
  private static final ScratchPool<AttentionScratch> POOL =
      new ScratchPool<>(AttentionScratch::new);

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

  /** Room for two squares of as many rows as a vector has lanes. */
  final float[] squares = new float[2 * LANES * LANES];

  private AttentionScratch() {}

  static AttentionScratch take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }
}
