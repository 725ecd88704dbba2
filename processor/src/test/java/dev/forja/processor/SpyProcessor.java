package dev.forja.processor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
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
import javax.lang.model.util.Elements;

/** The processor with a filer that records requests and fails for one file. */
final class SpyProcessor extends AbstractProcessor {
  private final ForwardProcessor processor = new ForwardProcessor();
  private final String failsAt;
  private final Map<String, List<String>> origins = new TreeMap<>();
  private final List<String> unwanted = new ArrayList<>();
  private boolean last;
  private int resources;

  SpyProcessor(String failsAt) {
    this.failsAt = failsAt;
  }

  Map<String, List<String>> origins() {
    return origins;
  }

  /** The files that were requested a second time, or in the last round. */
  List<String> unwanted() {
    return unwanted;
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
            (method, arguments, answer) ->
                switch (method) {
                  case "getFiler" -> filer;
                  case "getElementUtils" -> spy(Elements.class, env.getElementUtils(), this::found);
                  default -> answer;
                }));
  }

  /** Fails when a class is looked up, long before its file is written. */
  private Object found(String method, Object[] arguments, Object answer) {
    if (method.equals("getPackageOf") && arguments[0].toString().equals(failsAt)) {
      throw new IllegalStateException("lost");
    }
    return answer;
  }

  private Object asked(String method, Object[] arguments, Object answer) {
    if (method.equals("createSourceFile")) {
      if (arguments[0].equals(failsAt)) {
        throw new IllegalStateException("full");
      }
      Element[] elements = (Element[]) arguments[1];
      List<String> names =
          Arrays.stream(elements).map(each -> each.getSimpleName().toString()).toList();
      if (origins.put(arguments[0].toString(), names) != null || last) {
        unwanted.add(arguments[0].toString());
      }
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
                return method.getName().equals("createSourceFile") || answer == null
                    ? answer
                    : watcher.asked(method.getName(), arguments, answer);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }

  @Override
  @SuppressWarnings("DoNotClaimAnnotations") // returns the processor's own result
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    last = round.processingOver();
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
