import dev.forja.processor.ForwardProcessor;
import javax.annotation.processing.Processor;

/** The annotation processor; a module, so that {@code --processor-module-path} finds it. */
@SuppressWarnings("requires-automatic") // JavaPoet is none, but names itself
module dev.forja.processor {
  requires dev.forja;
  requires com.palantir.javapoet;
  requires java.compiler;
  requires static jdk.compiler; // the code of classes, where the compiler shows it
  requires static com.google.auto.service;
  requires static org.jspecify;

  provides Processor with
      ForwardProcessor;
}
