package dev.forja.tensor;

import dev.forja.spi.Ambient;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block in which ops take other tensors in the place of parameters, as {@code
 * torch.func.functional_call} does for a module. It holds for the thread that runs it, and for
 * tasks that take part by {@link dev.forja.Calls#carry}. The parameters themselves, and what is
 * read of them outside ops, stay as they are.
 */
public final class ParameterOverride {
  private static final Ambient<Map<Tensor, Tensor>> CURRENT = Ambient.create();

  private ParameterOverride() {}

  /**
   * Gives what {@code body} gives, computed with the values in the place of the keys. Gradients
   * flow to the values. Inside another such scope, its other parameters stay replaced.
   *
   * @throws IllegalArgumentException if shape or type of a value are not those of its parameter
   */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      Map<Parameter, ? extends Tensor> others, ScopedValue.CallableOp<? extends T, X> body)
      throws X {
    Map<Tensor, Tensor> all = new IdentityHashMap<>(CURRENT.orElse(Map.of()));
    others.forEach(
        (parameter, tensor) -> {
          if (!Arrays.equals(parameter.shape(), tensor.shape())
              || parameter.dtype() != tensor.dtype()) {
            throw new IllegalArgumentException(
                "a tensor %s cannot stand for a parameter %s"
                    .formatted(tensor.array(), parameter.array()));
          }
          all.put(parameter, tensor);
        });
    return CURRENT.call(all, body);
  }

  /** Whether ops on this thread take another tensor in the place of this parameter. */
  public static boolean replaces(Parameter parameter) {
    return CURRENT.isBound() && CURRENT.get().containsKey(parameter);
  }

  /** What stands in the place of parameters on this thread; it does not change while it holds. */
  public static Map<Tensor, Tensor> current() {
    return CURRENT.orElse(Map.of());
  }

  /** What ops take in the place of this tensor on this thread: mostly itself. */
  static Tensor of(Tensor tensor) {
    if (!(tensor instanceof Parameter) || !CURRENT.isBound()) {
      return tensor;
    }
    return CURRENT.get().getOrDefault(tensor, tensor);
  }

  static Tensor[] of(Tensor[] tensors) {
    if (!CURRENT.isBound()) {
      return tensors;
    }
    Tensor[] others = tensors.clone();
    for (int i = 0; i < others.length; i++) {
      others[i] = of(others[i]);
    }
    return others;
  }
}
