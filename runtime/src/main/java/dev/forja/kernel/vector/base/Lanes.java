package dev.forja.kernel.vector.base;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The width of all vectors: the machine's preferred width, or {@code
 * -Dforja.vector.bits=128|256|512}.
 */
public final class Lanes {
  public static final VectorSpecies<Float> SPECIES =
      species(System.getProperty("forja.vector.bits"));
  public static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  public static final int LANES = SPECIES.length();

  /**
   * The number of partial sums that every sum of contiguous elements is divided into. It is the
   * same at every width, so that the bits of a sum do not depend on the width.
   */
  public static final int ALL = 16;

  /** How often a vector passes over the elements of a sum to reach all its lanes. */
  public static final int PASSES = ALL / LANES;

  private Lanes() {}

  /**
   * The lane at which the vectors of a pass begin: 0, 8, 4, 12. Two passes, one after the other,
   * hold lanes that are added to each other first.
   */
  public static int lane(int pass) {
    return (pass & 1) * 8 + (pass >> 1) * 4;
  }

  static VectorSpecies<Float> species(@Nullable String bits) {
    VectorShape shape =
        switch (bits) {
          case null -> preferred();
          case "128" -> VectorShape.S_128_BIT;
          case "256" -> VectorShape.S_256_BIT;
          case "512" -> VectorShape.S_512_BIT;
          default ->
              throw new IllegalArgumentException(
                  "forja.vector.bits: '%s' is not a vector width; give 128, 256 or 512, or leave it out"
                      .formatted(bits));
        };
    return VectorSpecies.of(float.class, shape);
  }

  /** The preferred width, limited to 4, 8 or 16 lanes, for which the kernels are written. */
  private static VectorShape preferred() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (bits >= 512) {
      return VectorShape.S_512_BIT;
    }
    return bits >= 256 ? VectorShape.S_256_BIT : VectorShape.S_128_BIT;
  }
}
