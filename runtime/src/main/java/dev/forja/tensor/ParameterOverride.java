package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.spi.Ambient;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block in which ops use other tensors instead of parameters, as {@code
 * torch.func.functional_call} does for a module. It applies to the thread that runs it, and to
 * tasks wrapped with {@link dev.forja.Calls#carry}. The parameters themselves are not changed, and
 * reading their values outside ops gives the original values. Thread-safe.
 */
public final class ParameterOverride {
  private static final Ambient<Map<Tensor, Tensor>> CURRENT = Ambient.create();

  private ParameterOverride() {}

  /**
   * Runs {@code body} with the keys replaced by the values, and returns its result. Gradients flow
   * to the values. Inside another such block, the other parameters of that block remain replaced.
   *
   * @throws IllegalArgumentException if a value differs from its parameter in shape or type
   */
  public static <X extends Throwable> void run(
      Map<Parameter, ? extends Tensor> others, ThrowingRunnable<X> body) throws X {
    CURRENT.run(inside(others), body);
  }

  /** As {@link #run}, for a body with a result. */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      Map<Parameter, ? extends Tensor> others, ThrowingCallable<? extends T, X> body) throws X {
    return CURRENT.call(inside(others), body);
  }

  /** The replacements in a block: these, and those of enclosing blocks for other parameters. */
  private static Map<Tensor, Tensor> inside(Map<Parameter, ? extends Tensor> others) {
    Map<Tensor, Tensor> all = new IdentityHashMap<>(CURRENT.orElse(Map.of()));
    others.forEach(
        (parameter, tensor) -> {
          if (!Arrays.equals(parameter.shape(), tensor.shape())
              || parameter.dtype() != tensor.dtype()) {
            throw new IllegalArgumentException(
                "a tensor %s cannot replace a parameter %s"
                    .formatted(tensor.array(), parameter.array()));
          }
          all.put(parameter, tensor);
        });
    return all;
  }

  /** Whether ops on this thread use another tensor instead of this parameter. */
  public static boolean replaces(Parameter parameter) {
    return CURRENT.isBound() && CURRENT.get().containsKey(parameter);
  }

  /** The replacements of parameters on this thread; the map never changes. */
  public static Map<Tensor, Tensor> current() {
    return CURRENT.orElse(Map.of());
  }

  /** The tensor that ops on this thread use instead of this one; usually the tensor itself. */
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
