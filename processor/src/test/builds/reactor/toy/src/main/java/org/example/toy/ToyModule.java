package org.example.toy;

import dev.forja.Invoker;
import dev.forja.spi.ReturnsSelf;
import dev.forja.spi.StateVisitor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** The base of every invoker whose model has vectors: knows its weights by name. */
public abstract class ToyModule extends Invoker {
  /** For generated constructors. */
  protected ToyModule() {}

  /** The weights and buffers of this module and of all below it, by name. */
  public SequencedMap<String, Vec> state() {
    SequencedMap<String, Vec> state = new LinkedHashMap<>();
    namedModules().forEach((path, module) -> module.visitState(new Collector(path, state)));
    return state;
  }

  /** Takes over the values of each weight of the given names. */
  @ReturnsSelf
  public ToyModule load(Map<String, Vec> values) {
    SequencedMap<String, Vec> state = state();
    values.forEach((name, vec) -> state.get(name).set(vec));
    return this;
  }

  private record Collector(String path, SequencedMap<String, Vec> state) implements StateVisitor {
    @Override
    public void parameter(String name, Object parameter) {
      state.put(StateVisitor.join(path, name), (Vec) parameter);
    }

    @Override
    public void buffer(String name, Object buffer, boolean persistent) {
      state.put(StateVisitor.join(path, name), (Vec) buffer);
    }

    @Override
    public void child(String name, Invoker child) {}
  }
}
