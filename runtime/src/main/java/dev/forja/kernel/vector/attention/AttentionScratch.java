package dev.forja.kernel.vector.attention;

import dev.forja.kernel.vector.conv.ConvolutionScratch;

/** Memory that the attention of one thread uses again and again. */
final class AttentionScratch {
  private static final ThreadLocal<AttentionScratch> OF_THREAD =
      ThreadLocal.withInitial(AttentionScratch::new);

  /** The queries of a block, [width, queries]. */
  final ConvolutionScratch.Room queries = new ConvolutionScratch.Room();

  /** Their scores, [sources, queries]. */
  final ConvolutionScratch.Room scores = new ConvolutionScratch.Room();

  /** Their outputs, [depth, queries]. */
  final ConvolutionScratch.Room outputs = new ConvolutionScratch.Room();

  /** A part of the mask, [sources, queries]. */
  final float[] mask = new float[ScoreMask.CHUNK * AttentionTile.COLS];

  /** What the output of each query is to be multiplied with. */
  final float[] factors = new float[AttentionTile.COLS];

  private AttentionScratch() {}

  static AttentionScratch get() {
    return OF_THREAD.get();
  }
}
