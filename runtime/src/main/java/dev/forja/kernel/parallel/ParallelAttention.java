package dev.forja.kernel.parallel;

import dev.forja.kernel.Attention;
import dev.forja.kernel.AttentionKernels;
import dev.forja.kernel.Heads;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides the heads of an attention for several threads and delegates each part to other kernels.
 */
public record ParallelAttention(AttentionKernels loops) implements AttentionKernels {
  @Override
  public void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y) {
    long work = (long) a.length() * a.sources() * (a.width() + a.depth());
    Parallel.ranges(
        q.offsets().length,
        (int) Math.max(1, Thresholds.ATTENTION_SHARE / Math.max(1, work)),
        (from, to) ->
            loops.attend(
                a,
                part(q, from, to),
                part(k, from, to),
                part(v, from, to),
                mask == null ? null : part(mask, from, to),
                part(y, from, to)));
  }

  private static Heads part(Heads heads, int from, int to) {
    return new Heads(heads.values(), Arrays.copyOfRange(heads.offsets(), from, to), heads.step());
  }
}
