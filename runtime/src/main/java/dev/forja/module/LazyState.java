package dev.forja.module;

import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a layer that makes its parameters and buffers at its first call, when it sees the
 * size of its input, as PyTorch's lazy modules do. The layer puts {@link #parameters} and {@link
 * #buffers} into fields with the name "", so that they stand in the state dict under its own name.
 * As long as they are not made, whoever asks the module for its state gets an error that says so;
 * loading makes them, with the sizes that the loaded tensors have.
 *
 * <p>The first call must have ended before other threads walk the state; from then on many threads
 * may read it.
 */
public abstract class LazyState {
  private final Entries<Parameter> parameters = new Entries<>(this);
  private final Entries<Tensor> buffers = new Entries<>(this);
  private volatile boolean isMade;

  /** Creates a state that is not made. */
  protected LazyState() {}

  /**
   * Makes the state for tensors that are to be loaded, if their shapes tell its sizes: calls {@link
   * #made}, or does nothing.
   *
   * @param shapes the shapes of the tensors of this layer, by their names in it
   */
  protected abstract void makeFor(Map<String, int[]> shapes);

  /** What to do about a state that is not made, as the end of a message. */
  protected abstract String advice();

  /** Takes over the parameters and buffers of a module. */
  protected final void made(NeuralModule module) {
    parameters.putAll(module.namedParameters());
    buffers.putAll(module.namedBuffers());
    isMade = true;
  }

  /** Whether the parameters and buffers exist. */
  public final boolean isMade() {
    return isMade;
  }

  /** The parameters by name, for a field of the layer; empty until they are made. */
  @SuppressWarnings("NonApiType") // the order of the entries is that of the state dict
  public final LinkedHashMap<String, Parameter> parameters() {
    return parameters;
  }

  /** The buffers by name, for a field of the layer; empty until they are made. */
  @SuppressWarnings("NonApiType") // the order of the entries is that of the state dict
  public final LinkedHashMap<String, Tensor> buffers() {
    return buffers;
  }

  /** The state that a map belongs to, if it is one that is not made; otherwise null. */
  static @Nullable LazyState unmade(@Nullable Map<?, ?> map) {
    return map instanceof Entries<?> entries && !entries.state.isMade ? entries.state : null;
  }

  /** A map that knows its state. */
  private static final class Entries<T> extends LinkedHashMap<String, T> {
    private static final long serialVersionUID = 1;

    private final transient LazyState state;

    Entries(LazyState state) {
      this.state = state;
    }
  }
}
