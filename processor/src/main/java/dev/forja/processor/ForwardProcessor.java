package dev.forja.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.ClassName;
import dev.forja.Checkpoint;
import dev.forja.Forward;
import dev.forja.processor.checkpoint.Checkpoints;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.prove.Prover;
import dev.forja.processor.prove.RuleCheck;
import dev.forja.processor.read.Classes;
import dev.forja.processor.read.MissingType;
import dev.forja.processor.read.RoundReader;
import dev.forja.processor.read.SourceMembers;
import dev.forja.processor.write.InvokerWriter;
import dev.forja.processor.write.StateListWriter;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
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
  private final Set<Problem> said = EnumSet.noneOf(Problem.class);
  private ProcessingEnvironment compilerEnvironment;
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
    compilerEnvironment = CompilerEnvironment.in(env);
    Map<String, String> options = env.getOptions();
    if (complete && !"off".equals(options.get(SHAPES)) && !"off".equals(options.get(PROOF))) {
      Prover.install(
          compilerEnvironment, "explain".equals(options.get(SHAPES)), Checkpoints.of(options));
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
        "dev.forja.Checkpoint",
        "dev.forja.Explain",
        "dev.forja.Forward",
        "dev.forja.spi.BuiltWith",
        "dev.forja.spi.ForwardGenerated",
        "dev.forja.spi.Generated",
        "dev.forja.spi.InvokerBase",
        "dev.forja.Named",
        "dev.forja.spi.ParameterType",
        "dev.forja.RenamedFrom",
        "dev.forja.spi.ReturnsSelf",
        "dev.forja.Shape",
        "dev.forja.TiedTo",
        "dev.forja.spi.Puts",
        "dev.forja.spi.ShapeRule");
  }

  @Override
  public Set<String> getSupportedOptions() {
    Set<String> options = new HashSet<>(StateGate.options());
    options.addAll(List.of(SHAPES, PROOF, Checkpoints.FOLDER, Checkpoints.REQUIRED));
    return options;
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
    SourceMembers sourceMembers = SourceMembers.of(compilerEnvironment);
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
            said,
            !"off".equals(processingEnv.getOptions().get(SHAPES)));
    reader.open(names);
    waiting = reader.missing();
    for (Element asking : round.getElementsAnnotatedWith(Checkpoint.class)) {
      if (asking instanceof TypeElement type) {
        reader.guarded(type, () -> reader.checkIsModel(type));
      }
    }
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
        .ifPresent(
            spec -> {
              write(model, spec.name().canonicalName(), InvokerWriter.write(spec));
              if (reader.isSound(model)) {
                compareState(reader, model, spec);
              }
            });
    reader
        .checkpoint(model)
        .ifPresent(
            asked ->
                Checkpoints.of(processingEnv.getOptions())
                    .check(
                        asked.file(),
                        asked.names(),
                        asked.report(),
                        asked.whole(),
                        asked.fields()));
  }

  private void compareState(RoundReader reader, TypeElement model, InvokerSpec spec) {
    StateGate.of(processingEnv.getOptions(), reader.showsCode())
        .ifPresent(
            gate ->
                gate.check(
                    model,
                    spec.model().canonicalName(),
                    StateListWriter.lines(spec),
                    StateListWriter.renamed(spec),
                    new Report(processingEnv.getMessager(), model, sources)));
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
