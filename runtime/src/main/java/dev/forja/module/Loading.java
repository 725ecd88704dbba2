package dev.forja.module;

import dev.forja.array.DType;
import dev.forja.op.Ints;
import dev.forja.spi.NearNames;
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
import org.jspecify.annotations.Nullable;

/**
 * Loads tensors into the state of a module. It first finds every difference, and only then changes
 * the module, tensor by tensor, reading directly from the source.
 *
 * @param <X> the exception that reading a tensor may throw
 */
final class Loading<X extends Exception> {
  private final SequencedMap<String, Tensor> state;
  private final SequencedMap<String, TensorSource<X>> offers;
  private final Map<Tensor, Staged<X>> staged = new IdentityHashMap<>();

  private Loading(
      SequencedMap<String, Tensor> state, SequencedMap<String, TensorSource<X>> offers) {
    this.state = state;
    this.offers = offers;
  }

  /**
   * Loads {@code offers} into {@code state}, which is that of {@code module}.
   *
   * @throws LoadException if something does not fit; nothing was changed then
   */
  static <X extends Exception> LoadReport load(
      NeuralModule module,
      SequencedMap<String, Tensor> state,
      SequencedMap<String, TensorSource<X>> offers,
      LoadOptions options)
      throws X {
    Loading<X> loading = new Loading<>(state, offers);
    List<LoadReport.Difference> misfits = loading.stage();
    List<LoadReport.Difference> entries = loading.strangers();
    List<LoadReport.Difference> refused = new ArrayList<>();
    for (LoadReport.Difference entry : entries) {
      if (!options.allows(entry)) {
        refused.add(entry);
      }
    }
    refused.addAll(misfits);
    String hint = PrefixHint.of(state.keySet(), offers.keySet(), options);
    if (!refused.isEmpty()) {
      throw new LoadException(new LoadReport(module.typeName(), refused, hint));
    }
    LoadReport report = new LoadReport(module.typeName(), entries, hint);
    for (Map.Entry<Tensor, Staged<X>> fitting : loading.staged.entrySet()) {
      fitting.getValue().offer().copyTo(fitting.getKey());
    }
    return report;
  }

  /** The differences between {@code offers} and {@code state}; changes nothing. */
  static <X extends Exception> LoadReport compare(
      NeuralModule module,
      SequencedMap<String, Tensor> state,
      SequencedMap<String, TensorSource<X>> offers)
      throws X {
    Loading<X> loading = new Loading<>(state, offers);
    List<LoadReport.Difference> misfits = loading.stage();
    List<LoadReport.Difference> entries = loading.strangers();
    entries.addAll(misfits);
    String hint = PrefixHint.of(state.keySet(), offers.keySet(), LoadOptions.defaults());
    return new LoadReport(module.typeName(), entries, hint);
  }

  /** The missing and unexpected names. A name that is tied to a loaded one is not missing. */
  private List<LoadReport.Difference> strangers() {
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
    for (Map.Entry<String, Tensor> slot : state.entrySet()) {
      if (!offered.contains(slot.getValue()) && !isBatchCount(slot.getKey(), slot.getValue())) {
        missing.add(slot.getKey());
      }
    }
    List<LoadReport.Difference> entries = new ArrayList<>();
    int shown = 0;
    for (String name : missing) {
      entries.add(new LoadReport.Missing(name, near(name, unexpected, shown++)));
    }
    shown = 0;
    for (String name : unexpected) {
      entries.add(new LoadReport.Unexpected(name, near(name, missing, shown++)));
    }
    return entries;
  }

  /** A similar name, for those differences that a report shows. */
  private static @Nullable String near(String name, Set<String> others, int shown) {
    return shown < LoadReport.MOST_SHOWN ? NearNames.find(name, others) : null;
  }

  /**
   * Whether this is the batch count of a batch norm. Older files, and files for inference, lack it;
   * PyTorch then keeps the layer's own count.
   */
  private static boolean isBatchCount(String name, Tensor tensor) {
    return tensor.dtype() == DType.I64
        && tensor.rank() == 0
        && name.substring(name.lastIndexOf('.') + 1).equals("num_batches_tracked");
  }

  /** Collects the tensors that fit; returns the differences. */
  private List<LoadReport.Difference> stage() throws X {
    List<LoadReport.Difference> misfits = new ArrayList<>();
    for (Map.Entry<String, Tensor> slot : state.entrySet()) {
      String name = slot.getKey();
      Tensor tensor = slot.getValue();
      TensorSource<X> offer = offers.get(name);
      if (offer == null) {
        continue;
      }
      if (!sameShape(offer.shape(), tensor.shape())) {
        misfits.add(
            new LoadReport.ShapeMismatch(name, Ints.of(offer.shape()), Ints.of(tensor.shape())));
      } else if (!offer.readsAs(tensor.dtype())) {
        misfits.add(new LoadReport.TypeMismatch(name, offer.type(), tensor.dtype()));
      } else {
        Staged<X> first = staged.putIfAbsent(tensor, new Staged<>(name, offer));
        if (first != null && !sameValues(first.offer(), offer, tensor.dtype())) {
          misfits.add(new LoadReport.TieMismatch(name, first.name()));
        }
      }
    }
    return misfits;
  }

  /**
   * Whether the shapes are equal. Old files store scalars as one-dimensional tensors of one
   * element.
   */
  private static boolean sameShape(int[] found, int[] expected) {
    return Arrays.equals(found, expected)
        || (expected.length == 0 && Arrays.equals(found, new int[] {1}));
  }

  private static <X extends Exception> boolean sameValues(
      TensorSource<X> a, TensorSource<X> b, DType type) throws X {
    if (a.equals(b)) {
      return true;
    }
    Tensor left = Tensor.of(a.read(type));
    Tensor right = Tensor.of(b.read(type));
    if (!type.isFloat()) {
      return Arrays.equals(left.toLongs(), right.toLongs());
    }
    float[] x = left.toFloats();
    float[] y = right.toFloats();
    for (int i = 0; i < x.length; i++) {
      if (x[i] != y[i] && !(Float.isNaN(x[i]) && Float.isNaN(y[i]))) {
        return false; // 0 and -0 are equal
      }
    }
    return true;
  }

  private record Staged<X extends Exception>(String name, TensorSource<X> offer) {}
}
