package dev.forja;

import dev.forja.spi.TensorMapper;

/**
 * The arguments of one call. The processor generates a record of this type for each entry, with one
 * component per parameter and a copy method {@code withX} for each. Hooks receive this record.
 */
public interface CallArgs {
  /** A copy of these arguments in which every tensor, including nested ones, is mapped. */
  CallArgs mapTensors(TensorMapper mapper);
}
