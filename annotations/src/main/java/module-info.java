/** The annotations that mark a model class, and the contract that its generated invoker fulfils. */
module dev.forja {
  requires static org.jspecify;
  requires static jdk.jfr; // events of module calls, where the JDK has it

  exports dev.forja;
  exports dev.forja.spi;
}
