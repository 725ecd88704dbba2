package dev.forja.onnx.operators;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The operators by name, with the attributes that each of them reads. An attribute that is not
 * listed would be ignored, so a node that has one is refused. Immutable after its creation, so many
 * threads may read it.
 */
public final class OperatorTable {
  /** The versions of the operator set that this table implements, from and to. */
  public static final long OLDEST = 1;

  /** The newest version of the operator set. */
  public static final long NEWEST = 28;

  private static final OperatorTable ALL = new OperatorTable();

  private final Map<String, Entry> entries = new TreeMap<>();

  private OperatorTable() {
    Elementwise.addTo(this);
    Binaries.addTo(this);
    Activations.addTo(this);
    Arrangements.addTo(this);
    Slices.addTo(this);
    Gathers.addTo(this);
    Creations.addTo(this);
    Reductions.addTo(this);
    Orders.addTo(this);
    Products.addTo(this);
    Convolutions.addTo(this);
    Pools.addTo(this);
    Norms.addTo(this);
    Recurrents.addTo(this);
    Controls.addTo(this);
    Sequences.addTo(this);
    Quantized.addTo(this);
    Attentions.addTo(this);
    Resizes.addTo(this);
    Grids.addTo(this);
    Boxes.addTo(this);
    Signals.addTo(this);
    Losses.addTo(this);
  }

  /** The table. */
  public static OperatorTable all() {
    return ALL;
  }

  /** Adds an operator; {@code attributes} are separated by spaces. */
  void add(String name, String attributes, Operator operator) {
    Set<String> names = new TreeSet<>(List.of(attributes.split(" ", -1)));
    names.remove("");
    if (entries.put(name, new Entry(operator, Set.copyOf(names))) != null) {
      throw new IllegalStateException("two operators are named " + name);
    }
  }

  /** The names of the operators, sorted. */
  public Set<String> names() {
    return new TreeSet<>(entries.keySet());
  }

  /** The operator; null if there is none of this name. */
  public @Nullable Operator find(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.operator();
  }

  /** The names of the attributes that an operator reads. */
  public Set<String> attributes(String name) {
    Entry entry = entries.get(name);
    return entry == null ? Set.of() : entry.attributes();
  }

  private record Entry(Operator operator, Set<String> attributes) {}
}
