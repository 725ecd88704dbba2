package dev.forja.trace;

import dev.forja.Invoker;
import dev.forja.array.NdArray;
import dev.forja.module.NeuralModule;
import dev.forja.spi.StateVisitor;
import dev.forja.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The parameters and buffers of the modules in a trace, by their arrays. */
final class State {
  /** A parameter or buffer under its first name. */
  record Named(String name, Tensor tensor) {}

  private final Map<NdArray, Named> byArray = new IdentityHashMap<>();

  private State() {}

  /**
   * The state of {@code roots} and their descendants; each root has the path under which it was
   * called.
   */
  static State of(SequencedMap<? extends Invoker, String> roots) {
    State state = new State();
    roots.forEach(
        (root, path) ->
            root.namedModules()
                .forEach(
                    (name, module) -> {
                      if (module instanceof NeuralModule neural) {
                        String prefix = StateVisitor.join(path, name);
                        neural.namedParameters().forEach((own, t) -> state.add(prefix, own, t));
                        neural.namedBuffers().forEach((own, t) -> state.add(prefix, own, t));
                      }
                    }));
    return state;
  }

  private void add(String prefix, String name, Tensor tensor) {
    byArray.putIfAbsent(tensor.array(), new Named(StateVisitor.join(prefix, name), tensor));
  }

  /** The parameter or buffer with this array; null if no module has one. */
  @Nullable Named at(NdArray array) {
    return byArray.get(array);
  }
}
