package dev.forja.trace;

import dev.forja.Entry;
import dev.forja.array.NdArray;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.Shaped;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arrays of the tensors in the results of outermost calls, and of the traced body. */
final class Results {
  /** Applies a mapper to tensors for its side effect; its results are ignored. */
  @FunctionalInterface
  interface Walk {
    @Nullable Object over(TensorMapper mapper);
  }

  /** The result of an outermost call, and the tensors in it. */
  private record Returned(@Nullable Object result, List<NdArray> tensors) {}

  private final List<Returned> returned = new ArrayList<>();

  /** The arrays of the tensors that a traversal visits, in order. */
  static List<NdArray> in(Walk walk) {
    List<NdArray> found = new ArrayList<>();
    walk.over(
        new TensorMapper() {
          @Override
          public <T extends @Nullable Shaped> T map(T tensor) {
            if (tensor instanceof Tensor one) {
              found.add(one.array());
            }
            return tensor;
          }
        });
    return found;
  }

  /** Adds the result of a call; it has the entry's type, because it is the result of that entry. */
  @SuppressWarnings("unchecked")
  void add(Entry<?, ?, ?> entry, @Nullable Object result) {
    ResultMapper<@Nullable Object> mapper = (ResultMapper<@Nullable Object>) entry.results();
    returned.add(new Returned(result, in(mapping -> mapper.map(mapping, result))));
  }

  /** The tensors in the result of the body; those of all outermost calls if there are none. */
  List<NdArray> of(@Nullable Object result) {
    for (Returned call : returned) {
      if (result != null && call.result() == result && !call.tensors().isEmpty()) {
        return call.tensors();
      }
    }
    List<NdArray> found = new ArrayList<>();
    collect(result, found);
    if (found.isEmpty()) {
      returned.forEach(call -> found.addAll(call.tensors()));
    }
    return found;
  }

  private static void collect(@Nullable Object result, List<NdArray> found) {
    switch (result) {
      case Tensor tensor -> found.add(tensor.array());
      case Iterable<?> several -> several.forEach(each -> collect(each, found));
      case Object[] several -> Arrays.asList(several).forEach(each -> collect(each, found));
      case Map<?, ?> named -> named.values().forEach(each -> collect(each, found));
      case null, default -> {}
    }
  }
}
