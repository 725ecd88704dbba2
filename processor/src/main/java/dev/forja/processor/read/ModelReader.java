package dev.forja.processor.read;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.model.Access;
import dev.forja.processor.model.EntrySpec;
import dev.forja.processor.model.FunctionalInterfaceSpec;
import dev.forja.processor.model.InvokerSpec;
import dev.forja.processor.model.PlainField;
import dev.forja.processor.model.Shape;
import dev.forja.processor.model.StateField;
import dev.forja.spi.ForwardGenerated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Reads one model class. */
final class ModelReader {
  private static final List<String> JAVA_LANG =
      List.of(
          "Boolean",
          "Byte",
          "Character",
          "Class",
          "Deprecated",
          "Double",
          "Float",
          "IllegalStateException",
          "Integer",
          "Long",
          "Object",
          "Override",
          "Runnable",
          "SafeVarargs",
          "Short",
          "String",
          "SuppressWarnings",
          "Void");

  private final Env env;
  private final Report report;
  private final TypeElement model;
  private final PendingInvoker pendingInvoker;
  private final boolean shapes;
  private final TypeNames names;

  ModelReader(
      Env env, Report report, TypeElement model, PendingInvoker pendingInvoker, boolean shapes) {
    this.env = env;
    this.report = report;
    this.model = model;
    this.pendingInvoker = pendingInvoker;
    this.shapes = shapes;
    this.names = new TypeNames(env, env.packageOf(model), Map.of());
  }

  /**
   * Reads the specification of the invoker. If the report has errors, it is reduced to what
   * prevents follow-up errors of the compiler.
   */
  InvokerSpec read() {
    HeaderReader header = new HeaderReader(env, report, model);
    boolean sound = header.isSound();
    Set<TypeElement> mentioned = mentioned();
    mentioned.stream()
        .filter(env.subtypes()::isOfProgram)
        .map(Classes::outermost)
        .distinct()
        .forEach(header::checkFile);
    Access modelAccess = TypeScan.access(env, model, names.fromPackage());
    TypeElement base = new BaseResolver(env).read(model, report);
    BaseReader inherited = new BaseReader(env, base, model, names);
    Map<String, ForwardMethod> marked =
        new EntryNames(report, inherited.methodNames()).assign(limitedEntries());
    FunctionalInterfaceClashes functionalInterfaces =
        new FunctionalInterfaceClashes(env, report, inherited, pendingInvoker.name(), marked);
    List<EntrySpec> entries = functionalInterfaces.settle(entries(marked, inherited, sound));
    StateReader state = new StateReader(env, report, model, names);
    List<StateField> fields = sound ? limited(state) : List.of();
    Set<String> taken = new TreeSet<>(EntryNames.own(marked.keySet()));
    taken.addAll(inherited.methodNames());
    taken.addAll(functionalInterfaces.getters());
    for (EntrySpec entry : entries) {
      taken.addAll(List.of(entry.watchedMethod(), entry.runMethod()));
    }
    boolean nameable =
        modelAccess != null
            && Classes.variables(model).equals(model.getTypeParameters())
            && new TypeScan(env, names.fromPackage())
                    .addAll(TypeVariableKey.declared(model.getTypeParameters()))
                    .withBounds()
                    .unreachable()
                == null;
    return new InvokerSpec(
        nameable ? ClassName.get(model) : ClassName.OBJECT,
        nameable ? modelType() : ClassName.OBJECT,
        pendingInvoker.name(),
        names.declarations(TypeVariableKey.declared(Classes.variables(model))),
        pendingInvoker.access(),
        modelAccess == null ? Access.PACKAGE : modelAccess,
        inherited.name(),
        typeName(),
        DocComments.firstSentence(env, model),
        FactoryReader.deprecation(env, model),
        entries,
        sound ? new FactoryReader(env, model, names.fromPackage()).read() : List.of(),
        fields.stream().map(field -> untaken(field, taken)).toList(),
        state.plain(),
        state.unreadable().stream().filter(each -> !taken.contains(each.name())).toList(),
        inherited.selfMethods(),
        sound ? inherited.extraRepr() : Optional.empty(),
        suppressed(fields, state.plain(), entries),
        hidesJavaLang(mentioned));
  }

  /** The state; if it exceeds the limit for the generated code of one class, only its accessors. */
  private List<StateField> limited(StateReader state) {
    List<StateField> fields = state.read();
    int parts = fields.stream().mapToInt(field -> field.layout().count()).sum();
    if (parts + state.plain().size() <= Budget.PARTS) {
      return fields;
    }
    report.at(model).report(Problem.TOO_LARGE, TypeText.show(model), Budget.PARTS);
    fields.forEach(field -> field.accessor().ifPresent(state.unreadable()::add));
    return List.of();
  }

  private List<ForwardMethod> limitedEntries() {
    List<ForwardMethod> all = ForwardMethod.of(env, model);
    if (all.size() <= Budget.ENTRIES) {
      return all;
    }
    report.at(model).report(Problem.TOO_LARGE, TypeText.show(model), Budget.ENTRIES);
    return all.subList(0, Budget.ENTRIES);
  }

  /**
   * The keys of warnings to suppress. In a module, javac warns if an exported class exposes a type
   * that the module does not export or require transitively; a public invoker may do so for other
   * packages of the same module.
   */
  private SortedSet<String> suppressed(
      List<StateField> fields, List<PlainField> plain, List<EntrySpec> entries) {
    Set<String> read = fieldsRead(fields, entries);
    plain.forEach(field -> read.add(field.read()));
    SortedSet<String> keys = new Suppressions(env, model, read).read();
    if (pendingInvoker.access() == Access.PUBLIC) {
      keys.add("exports");
    }
    if (entries.stream()
        .flatMap(entry -> entry.functionalInterface().stream())
        .anyMatch(ModelReader::isClose)) {
      keys.add("try");
    }
    return keys;
  }

  /** javac warns of a resource that may throw InterruptedException, wherever it is declared. */
  private static boolean isClose(FunctionalInterfaceSpec implemented) {
    return implemented.method().equals("close") && implemented.params().isEmpty();
  }

  private static Set<String> fieldsRead(List<StateField> state, List<EntrySpec> entries) {
    Set<String> read = new TreeSet<>();
    state.forEach(field -> read.add(field.read()));
    for (EntrySpec entry : entries) {
      Stream.concat(
              entry.result().shape().stream(),
              entry.params().stream().flatMap(param -> param.shape().stream()))
          .flatMap(shape -> shape.sizes().stream())
          .forEach(
              size -> {
                if (size instanceof Shape.Field field) {
                  read.add(field.read());
                }
              });
    }
    return read;
  }

  private TypeName modelType() {
    List<TypeVariableName> variables =
        names.declarations(TypeVariableKey.declared(Classes.variables(model)));
    ClassName raw = ClassName.get(model);
    return variables.isEmpty()
        ? raw
        : ParameterizedTypeName.get(
            raw, variables.stream().map(InvokerSpec::use).toArray(TypeName[]::new));
  }

  private String typeName() {
    return InvokerNames.given(env, model).isEmpty()
        ? model.getSimpleName().toString()
        : pendingInvoker.name().simpleName();
  }

  private List<EntrySpec> entries(
      Map<String, ForwardMethod> marked, BaseReader inherited, boolean sound) {
    Names methods = new Names(inherited.methodNames());
    EntryNames.own(marked.keySet()).forEach(methods::allocate);
    Map<String, String> args =
        EntryNames.distinct(
            marked.keySet(),
            unqualified(),
            name -> name.equals("call") ? "Args" : Names.capitalized(name) + "Args");
    Map<String, String> constants =
        EntryNames.distinct(marked.keySet(), List.of(), Names::constant);
    EntryReader reader = new EntryReader(env, report, model, pendingInvoker.name(), shapes);
    Map<String, EntrySpec> entries = new LinkedHashMap<>();
    marked.forEach(
        (name, method) -> {
          EntryReader.EntryLabels entryLabels =
              new EntryReader.EntryLabels(
                  label(constants, name),
                  label(args, name),
                  methods.allocate(name + "Watched"),
                  methods.allocate("run" + Names.capitalized(name)));
          reader
              .read(name, method, entryLabels)
              .ifPresent(entry -> entries.put(name, sound ? entry : entry.uncallable()));
        });
    FunctionalInterfaceReader functionalInterfaces =
        new FunctionalInterfaceReader(env, report, model, names);
    return entries.values().stream()
        .map(entry -> withInterfaceOf(entry, marked, functionalInterfaces))
        .toList();
  }

  private EntrySpec withInterfaceOf(
      EntrySpec entry,
      Map<String, ForwardMethod> marked,
      FunctionalInterfaceReader functionalInterfaces) {
    ForwardMethod method = marked.get(entry.name());
    if (method == null || !entry.callable()) {
      return entry;
    }
    Optional<FunctionalInterfaceSpec> functionalInterface =
        functionalInterfaces.read(entry, method);
    boolean hidden = pendingInvoker.access() == Access.PUBLIC && entry.access() != Access.PUBLIC;
    return entry.withFunctionalInterface(
        hidden && !FunctionalInterfaceReader.isGiven(method)
            ? null
            : functionalInterface.orElse(null));
  }

  /** Names that a nested type must not have, because they would be ambiguous with packages. */
  private Set<String> unqualified() {
    TypeScan mentioned = BaseResolver.mentioned(env, model);
    Set<String> taken = new TreeSet<>();
    taken.add(pendingInvoker.name().simpleName());
    mentioned.variables.keySet().forEach(each -> taken.add(each.name()));
    model.getTypeParameters().forEach(each -> taken.add(each.getSimpleName().toString()));
    env.sourceMembers().constructors(model).stream()
        .flatMap(constructor -> constructor.getTypeParameters().stream())
        .forEach(each -> taken.add(each.getSimpleName().toString()));
    if (names.fromPackage().isEmpty()) {
      mentioned.types.forEach(each -> taken.add(each.getSimpleName().toString()));
    }
    return taken;
  }

  private static String label(Map<String, String> labels, String name) {
    return labels.getOrDefault(name, name);
  }

  /** Drops the accessor of a field if its name is taken. */
  private static StateField untaken(StateField field, Set<String> taken) {
    return new StateField(
        field.name(),
        field.read(),
        field.layout(),
        field.notes(),
        field.sizes(),
        field.childSlot(),
        field.accessor().filter(accessor -> !taken.contains(accessor.name())));
  }

  /** The classes that generated code may name, the model among them. */
  private Set<TypeElement> mentioned() {
    TypeScan mentioned = BaseResolver.mentioned(env, model);
    mentioned.types.add(model);
    mentioned.addAll(TypeVariableKey.declared(Classes.variables(model)));
    for (ExecutableElement constructor : env.sourceMembers().constructors(model)) {
      constructor.getParameters().forEach(param -> mentioned.add(param.asType()));
      mentioned.addAll(constructor.getThrownTypes());
      mentioned.addAll(TypeVariableKey.declared(constructor.getTypeParameters()));
    }
    ForwardMethod.of(env, model)
        .forEach(marked -> mentioned.addAll(marked.method().getThrownTypes()));
    return mentioned.withBounds().types;
  }

  /**
   * Whether the package has a class with the name of a class of {@code java.lang} that generated
   * code uses.
   */
  private boolean hidesJavaLang(Set<TypeElement> mentioned) {
    return Stream.concat(
            JAVA_LANG.stream(),
            mentioned.stream()
                .filter(type -> env.packageOf(type).equals("java.lang"))
                .map(type -> type.getSimpleName().toString()))
        .anyMatch(name -> env.isBeside(model, name));
  }

  static void requireFreeName(
      Env env, Report report, TypeElement model, PendingInvoker pendingInvoker) {
    String name = pendingInvoker.name().canonicalName();
    Report.Location location = InvokerNames.location(env, report, model);
    for (String other : env.pendingInvokers().modelsOf(pendingInvoker)) {
      if (!other.equals(Classes.name(model))) {
        location.report(Problem.INVOKER_NAME_CLASH, TypeText.show(model), other, name);
        return;
      }
    }
    String simple = pendingInvoker.name().simpleName();
    TypeElement existing = Classes.beside(env.elements(), model, simple);
    boolean sameFile =
        model.getSimpleName().toString().equalsIgnoreCase(simple)
            || (simple.indexOf('$') > 0
                && Classes.find(env.elements(), name.replace('$', '.')) != null);
    if (sameFile || (existing != null && !Annotations.has(existing, ForwardGenerated.class))) {
      location.report(Problem.INVOKER_NAME_TAKEN, pendingInvoker.name().simpleName());
    }
  }
}
