package dev.forja.processor.read;

import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.InvokerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.processing.Messager;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads the model classes of one round, which may name each other's invokers. */
public final class RoundReader {
  private final Env env;
  private final Messager messager;
  private final Set<String> sources;
  private final boolean shapes;
  private final Map<TypeElement, Prediction> models = new LinkedHashMap<>();
  private final SortedMap<String, String> missing = new TreeMap<>();

  /**
   * Opens a round.
   *
   * @param sources the outermost classes that the compiler has source for
   * @param shapes whether shapes are checked
   */
  public RoundReader(
      Elements elements, Types types, Messager messager, Set<String> sources, boolean shapes) {
    this.env = new Env(elements, types, new Predictions());
    this.messager = messager;
    this.sources = sources;
    this.shapes = shapes;
  }

  /** Takes up the classes of these names, and finds out which can be read in this round. */
  public void open(Iterable<String> names) {
    for (String name : names) {
      TypeElement model = Classes.find(env.elements(), name);
      if (model != null && !HeaderReader.isOnlyExtended(model)) {
        Prediction prediction = predict(model);
        models.put(model, prediction);
        env.predictions().add(prediction);
      } else if (model != null) {
        reportOn(model).at(model).report(Problem.MODEL_ABSTRACT, TypeText.show(model));
      }
    }
    for (TypeElement model : List.copyOf(models.keySet())) {
      firstMissing(model).ifPresent(type -> missing.put(Classes.name(model), type));
    }
    findBases();
  }

  /** The classes that mention a type which is not there yet, with the name of that type. */
  public SortedMap<String, String> missing() {
    return missing;
  }

  /** The classes that can be read. */
  public List<TypeElement> models() {
    return models.keySet().stream()
        .filter(model -> !missing.containsKey(Classes.name(model)))
        .toList();
  }

  /** Reads a class; empty if nothing can be written for it, as its report says. */
  public Optional<InvokerSpec> read(TypeElement model) {
    Prediction prediction = models.get(model);
    if (prediction == null) {
      return Optional.empty();
    }
    Report report = reportOn(model);
    ModelReader.requireFreeName(env, report, model, prediction);
    boolean free = !report.hasErrors();
    InvokerSpec spec = new ModelReader(env, report, model, prediction, shapes).read();
    return free ? Optional.of(spec) : Optional.empty();
  }

  private Report reportOn(TypeElement model) {
    return new Report(messager, model, sources);
  }

  private Prediction predict(TypeElement model) {
    Access own = TypeScan.access(env, model, env.packageOf(model));
    boolean named = !InvokerNames.given(model).isEmpty();
    return new Prediction(
        InvokerNames.of(model),
        Classes.name(model),
        named || own == null ? Access.publicIf(named) : own);
  }

  private Optional<String> firstMissing(TypeElement model) {
    TypeScan scan = new TypeScan(env, env.packageOf(model));
    List<TypeElement> supertypes = env.supertypes(model);
    for (TypeElement type : supertypes) {
      scan.add(type.getSuperclass()).addAll(type.getInterfaces());
    }
    for (TypeElement type : env.superclasses(model)) {
      ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
          .filter(field -> !field.getModifiers().contains(Modifier.STATIC))
          .forEach(field -> scan.add(field.asType()));
    }
    List<ExecutableElement> members =
        new ArrayList<>(ElementFilter.constructorsIn(model.getEnclosedElements()));
    MarkedMethod.of(env, model).forEach(marked -> members.add(marked.method()));
    for (ExecutableElement member : members) {
      member.getParameters().forEach(param -> scan.add(param.asType()));
      scan.add(member.getReturnType()).addAll(member.getThrownTypes());
      member.getTypeParameters().forEach(each -> scan.addAll(each.getBounds()));
    }
    model.getTypeParameters().forEach(each -> scan.addAll(each.getBounds()));
    return scan.missing.stream().findFirst();
  }

  /** A base spreads from children to parents until nothing changes. */
  private void findBases() {
    Bases bases = new Bases(env);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<TypeElement, Prediction> model : models.entrySet()) {
        if (env.predictions().base(model.getValue()).isEmpty()) {
          Optional<String> base = bases.wanted(model.getKey()).keySet().stream().findFirst();
          base.ifPresent(name -> env.predictions().setBase(model.getValue(), name));
          changed |= base.isPresent();
        }
      }
    }
  }
}
