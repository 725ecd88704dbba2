package dev.forja.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The processor in an environment with which a build tool has wrapped that of the compiler. */
final class WrappedProcessor extends AbstractProcessor {
  /** How the compiler's environment is wrapped. */
  enum Wrapping {
    /** An object with a field, as in Gradle. */
    DELEGATE,
    /** A proxy, as in IntelliJ. */
    PROXY,
    /** One inside the other. */
    BOTH,
    /** A wrapper whose contents are not accessible. */
    CLOSED
  }

  private static final Map<Object, ProcessingEnvironment> KEPT = new ConcurrentHashMap<>();

  private final ForwardProcessor processor = new ForwardProcessor();
  private final Wrapping wrapping;

  WrappedProcessor(Wrapping wrapping) {
    this.wrapping = wrapping;
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    processor.init(
        switch (wrapping) {
          case DELEGATE -> new Delegate(env);
          case PROXY -> proxy(env);
          case BOTH -> proxy(new Delegate(new Delegate(env)));
          case CLOSED -> closed(env);
        });
  }

  private static ProcessingEnvironment proxy(ProcessingEnvironment env) {
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            WrappedProcessor.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            (_, method, arguments) -> {
              try {
                return method.invoke(env, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private static ProcessingEnvironment closed(ProcessingEnvironment env) {
    Object key = new Object();
    KEPT.put(key, env);
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            WrappedProcessor.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            (_, method, arguments) -> method.invoke(KEPT.get(key), arguments));
  }

  private static final class Delegate implements ProcessingEnvironment {
    private final ProcessingEnvironment delegate;

    Delegate(ProcessingEnvironment delegate) {
      this.delegate = delegate;
    }

    @Override
    public Map<String, String> getOptions() {
      return delegate.getOptions();
    }

    @Override
    public Messager getMessager() {
      return delegate.getMessager();
    }

    @Override
    public Filer getFiler() {
      return delegate.getFiler();
    }

    @Override
    public Elements getElementUtils() {
      return delegate.getElementUtils();
    }

    @Override
    public Types getTypeUtils() {
      return delegate.getTypeUtils();
    }

    @Override
    public SourceVersion getSourceVersion() {
      return delegate.getSourceVersion();
    }

    @Override
    public Locale getLocale() {
      return delegate.getLocale();
    }
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // returns the processor's own result
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return processor.process(annotations, round);
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public Set<String> getSupportedOptions() {
    return processor.getSupportedOptions();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }
}
