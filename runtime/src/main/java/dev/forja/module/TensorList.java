package dev.forja.module;

import dev.forja.spi.Shaped;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mapper that collects tensors in order, and can replace them by others. */
final class TensorList implements TensorMapper {
  private final List<Tensor> tensors = new ArrayList<>();

  @Override
  public <T extends @Nullable Shaped> T map(T tensor) {
    if (tensor instanceof Tensor found) {
      tensors.add(found);
    }
    return tensor;
  }

  List<Tensor> all() {
    return tensors;
  }

  int size() {
    return tensors.size();
  }

  /** The result of {@code mapping} with the collected tensors replaced by these. */
  <R extends @Nullable Object> R replaced(
      String what, List<Tensor> others, Function<TensorMapper, R> mapping) {
    try {
      return mapping.apply(new Replacing(others.iterator()));
    } catch (ClassCastException error) {
      throw new IllegalStateException(
          what
              + " have a place for a Parameter, where no tensor that hooks watch can stand: declare"
              + " it as Tensor",
          error);
    }
  }

  private record Replacing(Iterator<Tensor> others) implements TensorMapper {
    @Override
    @SuppressWarnings("unchecked") // all tensors have the same class, except parameters
    public <T extends @Nullable Shaped> T map(T tensor) {
      return tensor instanceof Tensor ? (T) others.next() : tensor;
    }
  }
}
