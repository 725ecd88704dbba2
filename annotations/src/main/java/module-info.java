/** The annotations that mark a model class, and the contract that its generated invoker fulfils. */
module dev.forja {
  requires static transitive org.jspecify;

  exports dev.forja;
}
