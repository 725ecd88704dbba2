import dev.forja.processor.ForwardProcessor;
import javax.annotation.processing.Processor;

/** The annotation processor; a module, so that {@code --processor-module-path} finds it. */
@SuppressWarnings(
    "requires-automatic") // JavaPoet is not a module, but has an automatic module name
module dev.forja.processor {
  requires dev.forja;
  requires com.palantir.javapoet;
  requires java.compiler;
  requires static jdk.compiler; // for the code of classes, if the compiler gives access to it
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides Processor with
      ForwardProcessor;
}
