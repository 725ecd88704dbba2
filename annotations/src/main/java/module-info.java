/** The annotations that mark a model class, and the contract that its generated invoker fulfils. */
@SuppressWarnings("module") // the modules that read JSON are compiled after this one
module dev.forja {
  requires static org.jspecify;
  requires static jdk.jfr; // for the events of module calls, if the JDK has this module

  exports dev.forja;
  exports dev.forja.json to
      dev.forja.models,
      dev.forja.runtime,
      dev.forja.tokenizers;
  exports dev.forja.spi;
}
