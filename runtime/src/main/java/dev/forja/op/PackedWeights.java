package dev.forja.op;

import dev.forja.array.Storage;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights that are packed for the kernels once instead of at every product. They are cached with
 * the storage of the parameter and are collected together with it; when its version changes, they
 * become invalid. A matrix is packed on its second use at the same version, so that training, which
 * changes it after each product, packs nothing. Packed weights double the memory of the parameter;
 * {@code -Dforja.packing=off} does without them.
 *
 * @param uses the matrices used since the last change; an immutable list
 */
record PackedWeights(int version, List<Use> uses) {
  /**
   * The maximum number of cached matrices per storage, such as slices of a joint weight or
   * different views.
   */
  private static final int MOST = 8;

  /** Why it is not known whether to pack; every use reports it. */
  private static final @Nullable IllegalArgumentException REFUSED;

  private static final boolean IS_ON;

  static {
    boolean on = true;
    IllegalArgumentException refused = null;
    try {
      on = isOn(System.getProperty("forja.packing"));
    } catch (IllegalArgumentException e) {
      refused = e;
    }
    IS_ON = on;
    REFUSED = refused;
  }

  static boolean isOn(@Nullable String value) {
    if (value == null || value.equals("on")) {
      return true;
    }
    if (value.equals("off")) {
      return false;
    }
    throw new IllegalArgumentException(
        "forja.packing: '%s' is not known; give on or off, or leave it out".formatted(value));
  }

  /** The position and layout of a matrix within a storage. */
  record Place(int offset, boolean transposed, int leading, int n, int k) {
    /**
     * Replaces the {@code equals} of records: using that would leave a soft reference to the class
     * in the JDK, which keeps a dropped class loader alive.
     */
    private boolean isAt(Place other) {
      return offset == other.offset
          && transposed == other.transposed
          && leading == other.leading
          && n == other.n
          && k == other.k;
    }
  }

  /**
   * A matrix in use.
   *
   * @param packed its packed form; null before its second use
   * @param by the kernels that packed it, which alone can read that form
   */
  private record Use(Place place, @Nullable PackedMatrix packed, @Nullable MatmulKernels by) {}

  /** The packed matrix at this place; null if packing does not pay, or does not pay yet. */
  static @Nullable PackedMatrix find(Storage storage, Place place, int m, MatmulKernels kernels) {
    if (REFUSED != null) {
      throw new IllegalArgumentException(REFUSED.getMessage(), REFUSED);
    }
    if (!IS_ON || !storage.isLasting() || !kernels.gainsByPacking(place.transposed, m, place.n)) {
      return null;
    }
    int version = storage.version();
    PackedWeights kept =
        storage.derived() instanceof PackedWeights it && it.version == version
            ? it
            : new PackedWeights(version, List.of());
    for (int i = 0; i < kept.uses.size(); i++) {
      Use use = kept.uses.get(i);
      if (use.place.isAt(place)) {
        return use.packed != null && use.by == kernels
            ? use.packed
            : kept.pack(storage, place, kernels);
      }
    }
    if (kept.uses.size() < MOST) {
      storage.derive(kept.with(new Use(place, null, null)));
    }
    return null;
  }

  /**
   * Packs the matrix. If several threads do so at once, the result of one of them is cached; all
   * are valid.
   */
  private PackedMatrix pack(Storage storage, Place place, MatmulKernels kernels) {
    PackedMatrix packed =
        kernels.pack(
            place.transposed, place.n, place.k, storage.floats(), place.offset, place.leading);
    storage.derive(with(new Use(place, packed, kernels)));
    return packed;
  }

  private PackedWeights with(Use use) {
    List<Use> all = new ArrayList<>(uses);
    all.removeIf(other -> other.place.isAt(use.place));
    all.add(use);
    return new PackedWeights(version, List.copyOf(all));
  }
}
