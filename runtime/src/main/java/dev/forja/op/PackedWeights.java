package dev.forja.op;

import dev.forja.array.Storage;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights laid out for the kernels once instead of at every product. They are kept with the storage
 * of the parameter and are garbage with it; as soon as its version changes they are of no use. A
 * matrix is packed when it is multiplied with for the second time at one version, so that training,
 * which changes it after each product, keeps nothing. Packed weights need about as much memory
 * again as the parameter.
 *
 * @param uses what was asked for since the last change; never changed
 */
record PackedWeights(int version, List<Use> uses) {
  /** Matrices of one storage that are kept: slices of joint weights, some views of the whole. */
  private static final int MOST = 8;

  /** A matrix within a storage, by where and how it lies there. */
  record Place(int offset, boolean transposed, int leading, int n, int k) {
    /**
     * Not that of records: the JDK would remember the class, softly, after its loader is dropped.
     */
    private boolean isAt(Place other) {
      return offset == other.offset
          && transposed == other.transposed
          && leading == other.leading
          && n == other.n
          && k == other.k;
    }
  }

  private record Use(Place place, @Nullable PackedMatrix packed) {}

  /** The matrix at this place packed; null if it does not pay, or not yet. */
  static @Nullable PackedMatrix find(Storage storage, Place place, int m, MatmulKernels kernels) {
    if (!storage.isLasting() || !kernels.gainsByPacking(m, place.n)) {
      return null;
    }
    int version = storage.version();
    PackedWeights kept =
        storage.derived() instanceof PackedWeights it && it.version == version
            ? it
            : new PackedWeights(version, List.of());
    for (Use use : kept.uses) {
      if (use.place.isAt(place)) {
        return use.packed != null ? use.packed : kept.pack(storage, place, kernels);
      }
    }
    if (kept.uses.size() < MOST) {
      storage.derive(kept.with(new Use(place, null)));
    }
    return null;
  }

  /** Of threads that pack the same at once, one is remembered; all are right. */
  private PackedMatrix pack(Storage storage, Place place, MatmulKernels kernels) {
    PackedMatrix packed =
        kernels.pack(
            place.transposed, place.n, place.k, storage.floats(), place.offset, place.leading);
    storage.derive(with(new Use(place, packed)));
    return packed;
  }

  private PackedWeights with(Use use) {
    List<Use> all = new ArrayList<>(uses);
    all.removeIf(other -> other.place.isAt(use.place));
    all.add(use);
    return new PackedWeights(version, List.copyOf(all));
  }
}
