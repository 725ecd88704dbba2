package dev.forja.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The processor with a filer that notes what it is asked, and fails at one file. */
final class SpyProcessor extends AbstractProcessor {
  private final ForwardProcessor processor = new ForwardProcessor();
  private final String failsAt;
  private final Map<String, List<String>> origins = new TreeMap<>();
  private int resources;

  SpyProcessor(String failsAt) {
    this.failsAt = failsAt;
  }

  Map<String, List<String>> origins() {
    return origins;
  }

  int resources() {
    return resources;
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    Filer filer = spy(Filer.class, env.getFiler(), this::asked);
    processor.init(
        spy(
            ProcessingEnvironment.class,
            env,
            (method, arguments, answer) -> method.equals("getFiler") ? filer : answer));
  }

  private Object asked(String method, Object[] arguments, Object answer) {
    if (method.equals("createSourceFile")) {
      if (arguments[0].equals(failsAt)) {
        throw new IllegalStateException("full");
      }
      Element[] elements = (Element[]) arguments[1];
      origins.put(
          arguments[0].toString(),
          Arrays.stream(elements).map(each -> each.getSimpleName().toString()).toList());
    } else {
      resources++;
    }
    return answer;
  }

  private interface Watcher {
    Object asked(String method, Object[] arguments, Object answer);
  }

  private static <T> T spy(Class<T> type, T target, Watcher watcher) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              if (method.getName().equals("createSourceFile")) {
                watcher.asked(method.getName(), arguments, "");
              }
              try {
                Object answer = method.invoke(target, arguments);
                return method.getName().equals("createSourceFile")
                    ? answer
                    : watcher.asked(method.getName(), arguments, answer);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // the answer is the processor's own
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return processor.process(annotations, round);
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }
}
