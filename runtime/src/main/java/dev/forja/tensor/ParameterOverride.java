package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
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
   * Runs {@code body} with the values in the place of the keys. Gradients flow to the values.
   * Inside another such block, its other parameters stay replaced. What the body throws is thrown
   * as it is.
   *
   * @throws IllegalArgumentException if shape or type of a value are not those of its parameter
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

  /** These tensors in the place of these parameters, and what blocks around this one replace. */
  private static Map<Tensor, Tensor> inside(Map<Parameter, ? extends Tensor> others) {
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
    return all;
  }

  /** Whether ops on this thread take another tensor in the place of this parameter. */
  public static boolean replaces(Parameter parameter) {
    return CURRENT.isBound() && CURRENT.get().containsKey(parameter);
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
