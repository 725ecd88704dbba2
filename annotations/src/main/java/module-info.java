/** The annotations that mark a model class, and the contract that its generated invoker fulfils. */
module dev.forja {
  requires static org.jspecify;
  requires static jdk.jfr; // for the events of module calls, if the JDK has this module

  exports dev.forja;
  exports dev.forja.spi;
}
