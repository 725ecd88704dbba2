package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.parallel.ScratchArray;
import dev.forja.kernel.parallel.ScratchPool;

/** Reusable memory for one block of attention at a time. */
final class AttentionScratch {
  private static final ScratchPool<AttentionScratch> POOL =
      new ScratchPool<>(AttentionScratch::new);

  /** The queries of a block, [width, queries]. */
  final ScratchArray queries = new ScratchArray();

  /** The scores of these queries, [sources, queries]. */
  final ScratchArray scores = new ScratchArray();

  /** The outputs of these queries, [depth, queries]. */
  final ScratchArray outputs = new ScratchArray();

  /** A part of the mask, [sources, queries]. */
  final float[] mask = new float[ScoreMask.CHUNK * AttentionTile.COLS];

  /** The factor that the output of each query is to be multiplied by. */
  final float[] factors = new float[AttentionTile.COLS];

  /** Room for two square matrices with as many rows as a vector has lanes. */
  final float[] squares = new float[2 * LANES * LANES];

  private AttentionScratch() {}

  static AttentionScratch take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }
}
