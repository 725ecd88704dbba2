package dev.forja;

import dev.forja.spi.TensorMapper;

/**
 * The arguments of one call. The processor generates a record of this type for each entry, with one
 * component per parameter and a {@code withX} copy for each; it is what hooks see.
 */
public interface CallArgs {
  /** These arguments with every tensor in them, nested ones included, replaced by its mapping. */
  CallArgs mapTensors(TensorMapper mapper);
}
