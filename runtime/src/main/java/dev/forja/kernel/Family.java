package dev.forja.kernel;

/**
 * The families of kernels that go over to the Vector API as a whole; the others do so by function.
 */
enum Family {
  MATMUL,
  ATTENTION,
  ROW_NORM,
  SOFTMAX,
  REDUCTION,
  CONVOLUTION,
  POOLING,
  NORM,
  OPTIMIZER
}
