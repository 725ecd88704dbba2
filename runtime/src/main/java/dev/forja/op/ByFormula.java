package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An op whose gradient has one statement, {@link #gradient}: on arrays it runs the same ops,
 * because fusing them would gain little beside the op itself. Implementations are immutable.
 */
interface ByFormula extends Op {
  @Override
  default @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    List<@Nullable NdArray> gradients =
        gradient(new OnArrays(name(), saved, gradOutputs, needed, allocator));
    return gradients.toArray(NdArray[]::new);
  }
}
