package org.example.toy;

import dev.forja.spi.ParameterType;

/** A vector that belongs to a model: its values can be loaded. */
@ParameterType
public final class Weight extends Vec {
  /** A weight that starts with these values. */
  public Weight(double... values) {
    super(values);
  }
}
