package dev.forja.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.ClassName;
import dev.forja.Forward;
import dev.forja.processor.prove.Prover;
import dev.forja.processor.prove.RuleCheck;
import dev.forja.processor.read.Classes;
import dev.forja.processor.read.MissingType;
import dev.forja.processor.read.RoundReader;
import dev.forja.processor.read.SourceMembers;
import dev.forja.processor.write.InvokerWriter;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Generates an invoker for each class with a method marked {@link Forward}. It keeps only names
 * from round to round, never elements.
 */
@AutoService(Processor.class)
public final class ForwardProcessor extends AbstractProcessor {
  private static final String SHAPES = "forja.shapes";
  private static final String PROOF = "forja.shapes.proof";

  private final Set<String> sources = new LinkedHashSet<>();
  private boolean complete;
  private SortedMap<String, MissingType> waiting = new TreeMap<>();

  /** Called by the compiler. */
  public ForwardProcessor() {}

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    try {
      complete = !Forward.class.getName().isEmpty() && !ClassName.class.getName().isEmpty();
    } catch (NoClassDefFoundError missing) {
      String name = String.valueOf(missing.getMessage()).replace('/', '.');
      Report.report(env.getMessager(), Problem.PROCESSOR_INCOMPLETE, name);
    }
    Map<String, String> options = env.getOptions();
    if (complete && !"off".equals(options.get(SHAPES)) && !"off".equals(options.get(PROOF))) {
      Prover.install(env, "explain".equals(options.get(SHAPES)));
    }
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(
        "dev.forja.Buffer",
        "dev.forja.Explain",
        "dev.forja.Forward",
        "dev.forja.spi.ForwardGenerated",
        "dev.forja.spi.InvokerBase",
        "dev.forja.Named",
        "dev.forja.spi.ParameterType",
        "dev.forja.RenamedFrom",
        "dev.forja.spi.ReturnsSelf",
        "dev.forja.Shape",
        "dev.forja.TiedTo",
        "dev.forja.spi.Puts",
        "dev.forja.spi.ShapeRule",
        "org.jspecify.annotations.*");
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(SHAPES, PROOF);
  }

  @Override
  @SuppressWarnings(
      "DoNotClaimAnnotations") // unclaimed annotations cause a warning under -Xlint:all
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!complete) {
      return false;
    }
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        sources.add(type.getQualifiedName().toString());
      }
    }
    if (round.processingOver()) {
      reportMissing();
    } else {
      processRound(round);
    }
    return true;
  }

  private void checkRules(RoundEnvironment round) {
    for (Element marked : round.getElementsAnnotatedWithAny(Set.of(ShapeRule.class, Puts.class))) {
      if (marked.getEnclosingElement() instanceof TypeElement type
          && type.getAnnotation(ForwardGenerated.class) == null) {
        RuleCheck.check(marked, new Report(processingEnv.getMessager(), type, sources));
      }
    }
  }

  private void processRound(RoundEnvironment round) {
    checkRules(round);
    SortedSet<String> names = new TreeSet<>(waiting.keySet());
    SourceMembers sourceMembers = SourceMembers.of(processingEnv);
    List<Element> marked = new ArrayList<>(round.getElementsAnnotatedWith(Forward.class));
    marked.addAll(sourceMembers.hiddenForwards(round.getRootElements()));
    for (Element method : marked) {
      if (method.getEnclosingElement() instanceof TypeElement model) {
        addModel(model, method, names);
      }
    }
    RoundReader reader =
        new RoundReader(
            processingEnv,
            sourceMembers,
            sources,
            !"off".equals(processingEnv.getOptions().get(SHAPES)));
    reader.open(names);
    waiting = reader.missing();
    reader.models().forEach(model -> reader.guarded(model, () -> process(reader, model)));
  }

  private void addModel(TypeElement model, Element method, Set<String> names) {
    String name = Classes.name(model);
    if (Classes.find(processingEnv.getElementUtils(), name) == null) {
      new Report(processingEnv.getMessager(), model, sources)
          .at(method)
          .report(Problem.MODEL_UNNAMED, model.getSimpleName());
    } else {
      names.add(name);
    }
  }

  private void process(RoundReader reader, TypeElement model) {
    reader
        .read(model)
        .ifPresent(spec -> write(model, spec.name().canonicalName(), InvokerWriter.write(spec)));
  }

  private void write(TypeElement model, String name, String text) {
    try (Writer file = processingEnv.getFiler().createSourceFile(name, model).openWriter()) {
      file.write(text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void reportMissing() {
    waiting.forEach(
        (name, type) -> {
          TypeElement model = Classes.find(processingEnv.getElementUtils(), name);
          if (model != null) {
            reportMissing(model, type);
          }
        });
  }

  private void reportMissing(TypeElement model, MissingType type) {
    Report.Location location = new Report(processingEnv.getMessager(), model, sources).at(model);
    if (type.unmarked().isEmpty()) {
      location.report(
          Problem.TYPE_MISSING,
          model.getSimpleName(),
          type.name(),
          Problem.didYouMean(type.meant()));
    } else {
      location.report(Problem.INVOKER_MISSING, model.getSimpleName(), type.name(), type.unmarked());
    }
  }
}
