package dev.forja.processor.prove;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/** Evaluates calls of annotated methods: checks their contracts and applies their rules. */
final class MarkedCalls {
  private static final int MOST_TEXT = 60;

  private final Evaluation machine;

  MarkedCalls(Evaluation machine) {
    this.machine = machine;
  }

  /**
   * The location of a call.
   *
   * @param call the call
   * @param receiver the receiver
   * @param arguments the arguments
   * @param inside the function that is called there, if it is not the call itself
   */
  record Site(TreePath call, @Nullable TreePath receiver, List<TreePath> arguments, String inside) {
    Site(TreePath call, @Nullable TreePath receiver, List<TreePath> arguments) {
      this(call, receiver, arguments, "");
    }

    Site inside(String function) {
      return new Site(call, null, arguments, function);
    }

    /** The location of the argument at an index, or a substitute for it. */
    TreePath argument(int place) {
      if (!inside.isEmpty()) {
        return arguments.isEmpty() ? call : arguments.getFirst();
      }
      return place < arguments.size() ? arguments.get(place) : call;
    }

    String receiverText() {
      return !inside.isEmpty() || receiver == null ? inside : shorten(receiver.getLeaf());
    }
  }

  static String shorten(Tree tree) {
    String text = tree.toString().replaceAll("\\s+", " ");
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "...";
  }

  /** Whether a method creates a module: the {@code of} method of an invoker, annotated or not. */
  boolean isMaker(ExecutableElement method) {
    return Evaluation.isStatic(method)
        && method.getSimpleName().contentEquals("of")
        && method.getEnclosingElement() instanceof TypeElement owner
        && isModule(owner);
  }

  private boolean isModule(TypeElement type) {
    return machine.isModule(type);
  }

  Value value(
      ExecutableElement method,
      ShapeAnnotations.OfMethod marks,
      Value self,
      List<Value> arguments,
      Site site) {
    if (!marks.puts().isEmpty() || isMaker(method)) {
      return made(method, marks, self, arguments, site);
    }
    Map<String, Size> bound = new HashMap<>();
    if (self instanceof Value.Struct struct) {
      struct.fields().forEach((name, field) -> addSize(bound, name, field));
    }
    boolean fits = true;
    for (int place = 0; place < arguments.size(); place++) {
      Contract contract = marks.params().get(place);
      if (contract != null
          && arguments.get(place) instanceof Value.Tensor tensor
          && !tensor.nullable()) {
        Map<String, Size> before = new HashMap<>(bound);
        if (!contract.fits(tensor.dims(), bound)) {
          fits = false;
          String text =
              Reason.TAKES.text(taker(method, site), contract.show(before), tensor.dims());
          machine.sink().add(new Sink.Finding(site.argument(place), text + from(List.of(tensor))));
        }
      }
    }
    if (!fits) {
      return machine.unknown(method.getReturnType());
    }
    Value result =
        contracted(marks.result(), bound, ruled(method, marks, self, arguments, bound, site));
    markPositive(result);
    return withOrigin(method, result, self, arguments, site);
  }

  /** Learns that the sizes of tensors are 1 or more. */
  private static void markPositive(Value result) {
    switch (result) {
      case Value.Tensor tensor -> tensor.dims().markPositive();
      case Value.Struct struct -> struct.fields().values().forEach(MarkedCalls::markPositive);
      case Value.Items(List<Value> items, _) -> items.forEach(MarkedCalls::markPositive);
      default -> {}
    }
  }

  private static void addSize(Map<String, Size> bound, String name, Value field) {
    if (field instanceof Value.Int(Size size) && size.isKnown()) {
      bound.put(name, size);
    }
  }

  private String taker(ExecutableElement method, Site site) {
    String receiver = site.receiverText();
    String name = method.getSimpleName().toString();
    if (receiver.isEmpty()) {
      return name;
    }
    return site.inside().isEmpty() && !isCall(method) ? receiver + "." + name : receiver;
  }

  private boolean isCall(ExecutableElement method) {
    return method.getSimpleName().contentEquals("call");
  }

  private Value ruled(
      ExecutableElement method,
      ShapeAnnotations.OfMethod marks,
      Value self,
      List<Value> arguments,
      Map<String, Size> bound,
      Site site) {
    Optional<Rule> rule = marks.rule();
    if (rule.isEmpty()) {
      return machine.unknown(method.getReturnType());
    }
    try {
      Value value = run(self, arguments, bound, site).value(rule.get());
      return value instanceof Value.Unknown ? machine.unknown(method.getReturnType()) : value;
    } catch (ShapeMismatch misfit) {
      int place = 0;
      while (place < arguments.size() && !(arguments.get(place) instanceof Value.Tensor)) {
        place++;
      }
      boolean named = site.inside().isEmpty();
      String name =
          named && !isModuleMethod(method)
              ? method.getSimpleName().toString()
              : taker(method, site);
      List<Value> all = new ArrayList<>(arguments);
      all.addFirst(self);
      machine
          .sink()
          .add(
              new Sink.Finding(
                  place < arguments.size() && !method.isVarArgs()
                      ? site.argument(place)
                      : site.call(),
                  Reason.FAILS.text(name, misfit.text()) + from(all)));
      return machine.unknown(method.getReturnType());
    }
  }

  private boolean isModuleMethod(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner && isModule(owner);
  }

  private RuleRun run(Value self, List<Value> arguments, Map<String, Size> bound, Site site) {
    return new RuleRun(
        self,
        arguments,
        bound,
        (function, argument) -> machine.calls.function(function, List.of(argument), site),
        machine::component);
  }

  private static Value contracted(
      Optional<Contract> contract, Map<String, Size> bound, Value result) {
    if (contract.isEmpty()) {
      return result;
    }
    Dims stated = contract.get().dims(name -> bound.getOrDefault(name, Size.UNKNOWN));
    return result instanceof Value.Tensor tensor ? tensor.with(tensor.dims().meet(stated)) : result;
  }

  /** Describes the origin of the tensors among these values. */
  static String from(List<Value> values) {
    StringBuilder text = new StringBuilder();
    values.stream()
        .filter(Value.Tensor.class::isInstance)
        .map(value -> ((Value.Tensor) value).origin())
        .filter(origin -> origin != null)
        .map(Value.Origin::text)
        .distinct()
        .forEach(origin -> text.append(text.isEmpty() ? ": " : ", ").append(origin));
    return text.toString();
  }

  private Value withOrigin(
      ExecutableElement method, Value result, Value self, List<Value> arguments, Site site) {
    if (isModuleMethod(method)
        && method.getParameters().stream().anyMatch(each -> machine.isTensor(each.asType()))) {
      String made = self instanceof Value.Struct struct ? struct.made() : "";
      return originated(result, taker(method, site), made);
    }
    Value.Origin origin = null;
    if (self instanceof Value.Tensor tensor) {
      origin = tensor.origin();
    }
    for (Value argument : arguments) {
      if (origin == null && argument instanceof Value.Tensor tensor) {
        origin = tensor.origin();
      }
    }
    Value.Origin found = origin;
    return switch (result) {
      case Value.Tensor tensor -> tensor.with(found);
      case Value.Items(List<Value> items, boolean fixed) ->
          new Value.Items(
              items.stream()
                  .map(item -> item instanceof Value.Tensor tensor ? tensor.with(found) : item)
                  .toList(),
              fixed);
      default -> result;
    };
  }

  private static Value originated(Value result, String who, String made) {
    return switch (result) {
      case Value.Tensor tensor ->
          tensor.with(new Value.Origin(Reason.GIVES.text(who, tensor.dims()) + made));
      case Value.Struct struct -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        struct.fields().forEach((name, value) -> fields.put(name, originated(value, who, made)));
        yield new Value.Struct(fields, struct.made(), struct.type());
      }
      default -> result;
    };
  }

  private Value made(
      ExecutableElement method,
      ShapeAnnotations.OfMethod marks,
      Value self,
      List<Value> arguments,
      Site site) {
    TypeElement type =
        method.getKind() == ElementKind.CONSTRUCTOR
            ? (TypeElement) method.getEnclosingElement()
            : method.getReturnType() instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement element
                ? element
                : null;
    Map<String, Value> fields = new LinkedHashMap<>();
    if (self instanceof Value.Struct struct && !Evaluation.isStatic(method)) {
      fields.putAll(struct.fields());
    }
    RuleRun run = run(self, arguments, Map.of(), site);
    marks
        .puts()
        .forEach(
            (name, rule) -> {
              try {
                fields.put(name, run.value(rule));
              } catch (ShapeMismatch unknown) {
                fields.put(name, Value.UNKNOWN);
              }
            });
    return new Value.Struct(
        fields, type != null && isModule(type) ? madeText(site.call()) : "", type);
  }

  private String madeText(TreePath call) {
    if (!(call.getLeaf() instanceof MethodInvocationTree)) {
      return "";
    }
    CompilationUnitTree unit = call.getCompilationUnit();
    long start = machine.trees.getSourcePositions().getStartPosition(unit, call.getLeaf());
    return Reason.MADE.text(unit.getLineMap().getLineNumber(start), shorten(call.getLeaf()));
  }
}
