package dev.forja.kernel.vector;

import dev.forja.kernel.Kernels;
import dev.forja.kernel.vector.attention.VectorAttention;
import dev.forja.kernel.vector.base.Lanes;
import dev.forja.kernel.vector.conv.VectorConvolution;
import dev.forja.kernel.vector.conv.VectorPooling;
import dev.forja.kernel.vector.elementwise.VectorElementwise;
import dev.forja.kernel.vector.elementwise.VectorOptimizer;
import dev.forja.kernel.vector.gemm.VectorMatmul;
import dev.forja.kernel.vector.rows.VectorNorm;
import dev.forja.kernel.vector.rows.VectorReduction;
import dev.forja.kernel.vector.rows.VectorRowNorm;
import dev.forja.kernel.vector.rows.VectorSoftmax;

/** The entry point of the kernels that use the Vector API. */
public final class VectorKernels {
  private VectorKernels() {}

  /**
   * Creates all families, with the machine's preferred vector width or that of {@code
   * -Dforja.vector.bits}.
   *
   * @param scalar processes what vectors are not suited to, such as the elements left over at the
   *     end of a range
   */
  public static Kernels create(Kernels scalar) {
    return new Kernels(
        "vector-" + Lanes.SPECIES.vectorBitSize(),
        new VectorElementwise(scalar.elementwise()),
        new VectorReduction(),
        new VectorMatmul(),
        new VectorSoftmax(),
        new VectorOptimizer(scalar.optimizer()),
        new VectorConvolution(new VectorMatmul()),
        new VectorPooling(scalar.pooling()),
        new VectorNorm(),
        new VectorRowNorm(scalar.rowNorm()),
        new VectorAttention());
  }
}
