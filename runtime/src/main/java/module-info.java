/** Tensors, kernels, gradients, layers and optimisers in pure Java. */
module dev.forja.runtime {
  requires transitive dev.forja;
  requires static transitive org.jspecify;
  requires static jdk.incubator.vector;

  exports dev.forja.array;
  exports dev.forja.kernel;
  exports dev.forja.op;
  exports dev.forja.tensor;
}
