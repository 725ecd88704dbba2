/** Tensors, kernels, gradients, layers and optimisers in pure Java. */
module dev.forja.runtime {
  requires transitive dev.forja;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires jdk.management; // the allocations of a thread, for profiles
  requires static jdk.incubator.vector;
  requires static jdk.jfr; // for the events of switched kernels, if the JDK has this module

  exports dev.forja.array;
  exports dev.forja.data;
  exports dev.forja.io;
  exports dev.forja.module;
  exports dev.forja.nn;
  exports dev.forja.op;
  exports dev.forja.optim;
  exports dev.forja.tensor;
  exports dev.forja.trace;
  exports dev.forja.train;
}
