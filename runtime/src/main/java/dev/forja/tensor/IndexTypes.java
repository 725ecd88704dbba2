package dev.forja.tensor;

import dev.forja.array.DType;

/** The types of tensors of places. */
final class IndexTypes {
  private IndexTypes() {}

  /**
   * Places as int64, which ops take. Those of int32 are converted, as PyTorch takes both; all other
   * types are left to the op, which refuses them.
   */
  static Tensor wide(Tensor places) {
    return places.dtype() == DType.I32 ? places.to(DType.I64) : places;
  }
}
