package dev.forja.nn;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Loads tensors into the state of a module: finds every difference and reads every value first, and
 * only then changes anything.
 *
 * @param <X> what reading a tensor may throw
 */
final class Loading<X extends Exception> {
  private final SequencedMap<String, Tensor> state;
  private final SequencedMap<String, Offer<X>> offers;
  private final Map<Tensor, Staged> staged = new IdentityHashMap<>();

  private Loading(SequencedMap<String, Tensor> state, SequencedMap<String, Offer<X>> offers) {
    this.state = state;
    this.offers = offers;
  }

  /**
   * Loads {@code offers} into the state of {@code module}.
   *
   * @throws LoadException if something does not fit; then nothing was changed
   */
  static <X extends Exception> LoadReport load(
      NeuralModule module, SequencedMap<String, Offer<X>> offers, LoadOptions options) throws X {
    Loading<X> loading = new Loading<>(ModuleState.saved(module), offers);
    List<LoadReport.Entry> misfits = loading.stage();
    List<LoadReport.Entry> entries = loading.strangers();
    boolean refused = !misfits.isEmpty() || (options.strict() && !entries.isEmpty());
    entries.addAll(misfits);
    LoadReport report = new LoadReport(module.typeName(), entries);
    if (refused) {
      throw new LoadException(report);
    }
    loading.staged.forEach((tensor, value) -> InPlace.copy(tensor, Tensor.of(value.array())));
    return report;
  }

  /** The names that stand on one side only. A name tied to one that is offered is not missing. */
  private List<LoadReport.Entry> strangers() {
    Set<Tensor> offered = Collections.newSetFromMap(new IdentityHashMap<>());
    SequencedSet<String> unexpected = new LinkedHashSet<>();
    for (String name : offers.keySet()) {
      Tensor tensor = state.get(name);
      if (tensor == null) {
        unexpected.add(name);
      } else {
        offered.add(tensor);
      }
    }
    SequencedSet<String> missing = new LinkedHashSet<>();
    state.forEach(
        (name, tensor) -> {
          if (!offered.contains(tensor)) {
            missing.add(name);
          }
        });
    List<LoadReport.Entry> entries = new ArrayList<>();
    for (String name : missing) {
      entries.add(new LoadReport.Missing(name, NearNames.find(name, unexpected)));
    }
    for (String name : unexpected) {
      entries.add(new LoadReport.Unexpected(name, NearNames.find(name, missing)));
    }
    return entries;
  }

  /** Reads what fits; returns what does not. */
  private List<LoadReport.Entry> stage() throws X {
    List<LoadReport.Entry> misfits = new ArrayList<>();
    for (Map.Entry<String, Tensor> slot : state.entrySet()) {
      String name = slot.getKey();
      Tensor tensor = slot.getValue();
      Offer<X> offer = offers.get(name);
      if (offer == null) {
        continue;
      }
      if (!sameShape(offer.shape(), tensor.shape())) {
        misfits.add(new LoadReport.ShapeMismatch(name, offer.shape(), tensor.shape()));
      } else if (!offer.readsAs(tensor.dtype())) {
        misfits.add(new LoadReport.TypeMismatch(name, offer.type(), tensor.dtype()));
      } else {
        NdArray value = offer.read(tensor.dtype()).reshape(tensor.shape());
        Staged first = staged.putIfAbsent(tensor, new Staged(name, value));
        if (first != null && !sameValues(first.array(), value)) {
          misfits.add(new LoadReport.TieMismatch(name, first.name()));
        }
      }
    }
    return misfits;
  }

  /** Old files hold scalars as one element of one dimension. */
  private static boolean sameShape(int[] found, int[] expected) {
    return Arrays.equals(found, expected)
        || (expected.length == 0 && Arrays.equals(found, new int[] {1}));
  }

  private static boolean sameValues(NdArray a, NdArray b) {
    return Arrays.equals(Tensor.of(a).toFloats(), Tensor.of(b).toFloats())
        && Arrays.equals(Tensor.of(a).toLongs(), Tensor.of(b).toLongs());
  }

  private record Staged(String name, NdArray array) {}
}
