package dev.forja.processor.read;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import dev.forja.Checkpoint;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.InvokerSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Reads the model classes of one round, which may name each other's invokers. */
public final class RoundReader {
  private final Env env;
  private final Messager messager;
  private final Set<String> sources;
  private final Set<Problem> said;
  private final boolean shapes;
  private final SourceMembers sourceMembers;
  private final Map<TypeElement, PendingInvoker> models = new LinkedHashMap<>();
  private final Set<TypeElement> sound = new HashSet<>();
  private final SortedMap<String, MissingType> missing = new TreeMap<>();

  /**
   * Creates the reader of a round.
   *
   * @param sourceMembers the code of classes, if the compiler gives access to it
   * @param sources the outermost classes that the compiler has the source of
   * @param shapes whether shapes are checked
   */
  public RoundReader(
      ProcessingEnvironment env,
      SourceMembers sourceMembers,
      Set<String> sources,
      Set<Problem> said,
      boolean shapes) {
    this.env =
        new Env(
            env.getElementUtils(),
            env.getTypeUtils(),
            sourceMembers,
            new PendingInvokers(),
            new Subtypes(sources));
    this.messager = env.getMessager();
    this.sourceMembers = sourceMembers;
    this.sources = sources;
    this.said = said;
    this.shapes = shapes;
  }

  /**
   * Looks up the classes with these names and determines which of them can be read in this round.
   */
  public void open(Iterable<String> names) {
    for (String name : names) {
      TypeElement model = Classes.find(env.elements(), name);
      if (model != null && !HeaderReader.isOnlyExtended(model)) {
        guarded(model, () -> take(model));
      } else if (model != null) {
        reportOn(model).at(model).report(Problem.MODEL_ABSTRACT, TypeText.show(model));
      }
    }
    for (TypeElement model : List.copyOf(models.keySet())) {
      guarded(
          model,
          () ->
              firstMissing(model)
                  .ifPresent(type -> missing.put(Classes.name(model), missingType(model, type))));
    }
    findBases();
  }

  private void take(TypeElement model) {
    PendingInvoker pendingInvoker = predict(model);
    models.put(model, pendingInvoker);
    env.pendingInvokers().add(pendingInvoker);
  }

  /**
   * Runs a step for one class. An unexpected exception is reported as a problem of that class,
   * which is skipped from then on; other classes are still processed.
   */
  public void guarded(TypeElement model, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError failure) {
      models.remove(model);
      StackTraceElement[] trace = failure.getStackTrace();
      reportOn(model)
          .at(model)
          .report(
              Problem.INTERNAL_ERROR,
              Classes.name(model),
              failure,
              trace.length > 0 ? trace[0] : failure.getClass().getName());
    }
  }

  /** The classes that mention a type that does not exist yet, with that type. */
  public SortedMap<String, MissingType> missing() {
    return missing;
  }

  /** The classes that can be read. */
  public List<TypeElement> models() {
    return models.keySet().stream()
        .filter(model -> !missing.containsKey(Classes.name(model)))
        .toList();
  }

  /** Reads a class; empty if nothing can be generated for it, in which case its report says why. */
  public Optional<InvokerSpec> read(TypeElement model) {
    PendingInvoker pendingInvoker = models.get(model);
    if (pendingInvoker == null) {
      return Optional.empty();
    }
    Report report = reportOn(model);
    ModelReader.requireFreeName(env, report, model, pendingInvoker);
    TreePath code = sourceMembers.of(model);
    if (code != null && code.getLeaf() instanceof ClassTree body) {
      new HiddenState(env, report, model, code).check(body);
    }
    new CompilationChecks(env, report, said).check(model);
    boolean free = !report.hasErrors();
    InvokerSpec spec = new ModelReader(env, report, model, pendingInvoker, shapes).read();
    if (!report.hasErrors()) {
      sound.add(model);
    }
    return free ? Optional.of(spec) : Optional.empty();
  }

  /** The file of weights that a model asks for; empty if its state cannot be read. */
  public Optional<AskedCheckpoint> checkpoint(TypeElement model) {
    AnnotationMirror mark = Annotations.find(model, Checkpoint.class).orElse(null);
    if (mark == null) {
      return Optional.empty();
    }
    Report report = reportOn(model);
    Map<String, VariableElement> fields = new LinkedHashMap<>();
    StateReader.fields(env, model)
        .forEach(field -> fields.put(field.getSimpleName().toString(), field));
    String file = Annotations.text(model, Checkpoint.class, "value").orElse("");
    return new SavedNameReader(env)
        .read(model)
        .map(
            names ->
                new AskedCheckpoint(file, names, report, report.at(model, mark, null), fields));
  }

  /** Reports the checkpoint of a class that is not a model. */
  public void checkIsModel(TypeElement type) {
    if (!env.isModel(type)) {
      AnnotationMirror mark = Annotations.find(type, Checkpoint.class).orElse(null);
      reportOn(type).at(type, mark, null).report(Problem.CHECKPOINT_NOT_MODEL, TypeText.show(type));
    }
  }

  /** Whether a class was read without an error. */
  public boolean isSound(TypeElement model) {
    return sound.contains(model);
  }

  /** Whether the compiler gives access to the code of classes. */
  public boolean showsCode() {
    return sourceMembers.shown();
  }

  private Report reportOn(TypeElement model) {
    return new Report(messager, model, sources);
  }

  private PendingInvoker predict(TypeElement model) {
    Access own = TypeScan.access(env, model, env.packageOf(model));
    boolean named = !InvokerNames.given(env, model).isEmpty();
    Access bounds =
        new TypeScan(env, env.packageOf(model))
            .addAll(TypeVariableKey.declared(Classes.variables(model)))
            .withBounds()
            .access();
    return new PendingInvoker(
        InvokerNames.of(env, model),
        Classes.name(model),
        (named || own == null ? Access.publicIf(named) : own).and(bounds));
  }

  private MissingType missingType(TypeElement model, String type) {
    String from = env.packageOf(model);
    boolean invoker = type.endsWith(InvokerNames.SUFFIX);
    String base = invoker ? type.substring(0, type.length() - InvokerNames.SUFFIX.length()) : type;
    boolean unmarked =
        invoker && Classes.find(env.elements(), from.isEmpty() ? base : from + "." + base) != null;
    List<String> names = new ArrayList<>(env.pendingInvokers().simpleNames());
    sources.forEach(name -> names.add(name.substring(name.lastIndexOf('.') + 1)));
    return new MissingType(
        type,
        unmarked ? base : "",
        InvokerNames.ofNested(type, names).orElseGet(() -> Misspellings.meant(type, names)));
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
    List<ExecutableElement> members = new ArrayList<>(sourceMembers.constructors(model));
    ForwardMethod.of(env, model).forEach(marked -> members.add(marked.method()));
    for (ExecutableElement member : members) {
      member.getParameters().forEach(param -> scan.add(param.asType()));
      scan.add(member.getReturnType()).addAll(member.getThrownTypes());
      member.getTypeParameters().forEach(each -> scan.addAll(each.getBounds()));
    }
    model.getTypeParameters().forEach(each -> scan.addAll(each.getBounds()));
    return scan.missing.stream().findFirst();
  }

  /** Propagates base classes from children to parents until nothing changes. */
  private void findBases() {
    BaseResolver bases = new BaseResolver(env);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<TypeElement, PendingInvoker> model : List.copyOf(models.entrySet())) {
        if (env.pendingInvokers().base(model.getValue()).isEmpty()) {
          guarded(model.getKey(), () -> findBase(bases, model.getKey(), model.getValue()));
          changed |= env.pendingInvokers().base(model.getValue()).isPresent();
        }
      }
    }
  }

  private void findBase(BaseResolver bases, TypeElement model, PendingInvoker pendingInvoker) {
    bases.wanted(model).keySet().stream()
        .findFirst()
        .ifPresent(name -> env.pendingInvokers().setBase(pendingInvoker, name));
  }
}
