package dev.forja;

import dev.forja.spi.TensorMapper;

/**
 * The arguments of one call. The processor generates a record of this type for each entry, with one
 * component per parameter and a copy method {@code withX} for each. Hooks receive this record.
 *
 * <p>The record itself is immutable; its copies share the tensors and objects in it, which any
 * thread may use as far as they allow it.
 */
public interface CallArgs {
  /** A copy of these arguments in which every tensor, including nested ones, is mapped. */
  CallArgs mapTensors(TensorMapper mapper);
}
