package dev.forja.processor.prove;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Evaluates calls with the annotations of the method or, if it is available, with its code. */
final class Calls {
  private final Evaluation machine;
  private final MarkedCalls marked;

  Calls(Evaluation machine) {
    this.machine = machine;
    this.marked = new MarkedCalls(machine);
  }

  Value method(TreePath path, MethodInvocationTree tree, Scope scope) {
    TreePath select = new TreePath(path, tree.getMethodSelect());
    TreePath receiver =
        tree.getMethodSelect() instanceof MemberSelectTree member
            ? new TreePath(select, member.getExpression())
            : null;
    Value self = scope.self();
    if (receiver != null) {
      self = isType(receiver) ? Value.UNKNOWN : machine.expressions.value(receiver, scope);
    }
    List<TreePath> places = places(path, tree.getArguments());
    List<Value> given = values(places, scope);
    if (!(machine.element(path) instanceof ExecutableElement method)) {
      return Value.UNKNOWN;
    }
    List<Value> arguments = pack(method, given, places);
    self = Value.present(self);
    Value known = machine.jdk.call(method, self, arguments, receiver, scope);
    if (known != null) {
      if (self instanceof Value.Unknown || runsCode(self, arguments)) {
        scope.forgetAssignable();
      }
      return known;
    }
    MarkedCalls.Site site = new MarkedCalls.Site(path, receiver, places);
    return called(method, self, arguments, site, scope);
  }

  private static boolean runsCode(Value self, List<Value> arguments) {
    return self instanceof Value.Code || arguments.stream().anyMatch(Value.Code.class::isInstance);
  }

  private boolean isType(TreePath path) {
    Element element = machine.element(path);
    return element != null
        && (element.getKind().isDeclaredType() || element.getKind() == ElementKind.PACKAGE);
  }

  private static List<TreePath> places(TreePath path, List<? extends ExpressionTree> trees) {
    return trees.stream().map(tree -> new TreePath(path, tree)).toList();
  }

  private List<Value> values(List<TreePath> places, Scope scope) {
    List<Value> values = new ArrayList<>();
    places.forEach(place -> values.add(machine.expressions.value(place, scope)));
    return values;
  }

  /** The arguments by parameter; varargs are combined to a list. */
  private List<Value> pack(ExecutableElement method, List<Value> given, List<TreePath> places) {
    int count = method.getParameters().size();
    if (!method.isVarArgs() || given.size() < count - 1) {
      return given;
    }
    if (given.size() == count) {
      TypeMirror type = machine.trees.getTypeMirror(places.getLast());
      if (type instanceof ArrayType || (type != null && type.getKind() == TypeKind.NULL)) {
        return given;
      }
    }
    List<Value> packed = new ArrayList<>(given.subList(0, count - 1));
    List<Value> rest = given.subList(count - 1, given.size());
    boolean ints =
        method.getParameters().getLast().asType() instanceof ArrayType array
            && array.getComponentType().getKind() == TypeKind.INT;
    packed.add(
        ints
            ? new Value.Ints(rest.stream().map(Operands::sizeOf).toList())
            : new Value.Items(List.copyOf(rest)));
    return packed;
  }

  private Value called(
      ExecutableElement method,
      Value self,
      List<Value> arguments,
      MarkedCalls.Site site,
      Scope scope) {
    ShapeAnnotations.OfMethod marks = machine.marks.of(method);
    if (!marks.isEmpty() || marked.isMaker(method)) {
      Value value = marked.value(method, marks, self, arguments, site);
      if (machine.trees.getPath(method) != null || runsCode(self, arguments)) {
        scope.forgetAssignable(); // it may call code of this project
      }
      return value;
    }
    if (isAccessor(method)) {
      Value component = machine.component(self, method.getSimpleName().toString());
      return component instanceof Value.Unknown
          ? machine.unknown(method.getReturnType())
          : component;
    }
    TreePath code = machine.trees.getPath(method);
    if (code != null
        && machine.isHere(code)
        && code.getLeaf() instanceof MethodTree tree
        && tree.getBody() != null
        && isFixed(method)) {
      Value result = inlined(code, tree, self, arguments, scope);
      scope.forgetAssignable();
      if (!arguments.stream().allMatch(Value::isFixed)) {
        scope.forgetUnfixed(); // the method may have changed its arrays and lists
      }
      return result;
    }
    handOver(arguments, site, scope);
    return machine.unknown(method.getReturnType());
  }

  /**
   * Passes arguments to unknown code, which may change arrays and lists, and may call functions
   * with any arguments. The shapes in such calls are explained, but a failure in them is not
   * certain.
   */
  private void handOver(List<Value> arguments, MarkedCalls.Site site, Scope scope) {
    scope.forgetAssignable();
    for (Value argument : arguments) {
      if (argument instanceof Value.Code) {
        machine.apart(new Sink(true), () -> function(argument, List.of(), site));
      }
      if (!Value.isFixed(argument) || argument instanceof Value.Code) {
        scope.forgetUnfixed();
      }
    }
  }

  /** Whether a method returns a component, and not what the source of the record says instead. */
  private boolean isAccessor(ExecutableElement method) {
    return method.getParameters().isEmpty()
        && method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.RECORD
        && owner.getRecordComponents().stream()
            .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName()))
        && !isWritten(method, owner);
  }

  /** Whether the source of a record declares the accessor of a component. */
  boolean isWritten(ExecutableElement method, TypeElement owner) {
    TreePath whole = machine.trees.getPath(owner);
    return whole != null
        && whole.getLeaf() instanceof ClassTree type
        && type.getMembers().stream()
            .anyMatch(
                member ->
                    member instanceof MethodTree own
                        && own.getParameters().isEmpty()
                        && own.getName().equals(method.getSimpleName()));
  }

  /** Whether the method cannot be overridden. */
  private static boolean isFixed(ExecutableElement method) {
    Element owner = method.getEnclosingElement();
    return method.getModifiers().stream()
            .anyMatch(
                each -> List.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL).contains(each))
        || (owner != null && owner.getModifiers().contains(Modifier.FINAL))
        || (owner != null && owner.getKind() == ElementKind.RECORD);
  }

  private Value inlined(
      TreePath code, MethodTree tree, Value self, List<Value> arguments, Scope scope) {
    Scope inner = new Scope(self);
    if (self == scope.self()) {
      inner.takeFields(scope);
    }
    set(inner, code, tree.getParameters(), arguments);
    return run(new TreePath(code, tree.getBody()), inner);
  }

  private void set(
      Scope scope, TreePath code, List<? extends VariableTree> params, List<Value> arguments) {
    for (int place = 0; place < params.size(); place++) {
      Element param = machine.element(new TreePath(code, params.get(place)));
      if (param != null) {
        scope.set(
            param,
            place < arguments.size() ? arguments.get(place) : machine.unknown(param.asType()));
      }
    }
  }

  /** Runs the body of a method or a lambda. An early return there does not end the caller. */
  private Value run(TreePath body, Scope scope) {
    Sink inner = new Sink(machine.sink().isEscaped());
    Sink before = machine.divert(inner);
    Frame frame = new Frame();
    try {
      if (!machine.enter()) {
        return Value.UNKNOWN;
      }
      machine.wholly(() -> machine.statements.run(body, scope, frame));
    } finally {
      machine.leave();
      machine.divert(before);
    }
    machine.sink().addAll(inner.findings());
    return frame.result();
  }

  /**
   * The value that the accessor of an object returns; unknown if its rule does not fit the object.
   */
  Value accessed(
      ExecutableElement method,
      ShapeAnnotations.OfMethod marks,
      Value.Struct object,
      TreePath place) {
    MarkedCalls.Site site = new MarkedCalls.Site(place, null, List.of());
    return machine.apart(
        new Sink(true), () -> marked.value(method, marks, object, List.of(), site));
  }

  Value constructor(TreePath path, NewClassTree tree, Scope scope) {
    List<TreePath> places = places(path, tree.getArguments());
    List<Value> given = values(places, scope);
    if (tree.getClassBody() != null) {
      scope.forgetChangedBy(tree.getClassBody());
      scope.forgetAssignable();
      return Value.UNKNOWN;
    }
    if (!(machine.element(path) instanceof ExecutableElement constructor)
        || !(constructor.getEnclosingElement() instanceof TypeElement type)) {
      return Value.UNKNOWN;
    }
    List<Value> arguments = pack(constructor, given, places);
    Value known = machine.jdk.make(type, arguments);
    if (known != null) {
      return known;
    }
    ShapeAnnotations.OfMethod marks = machine.marks.of(constructor);
    MarkedCalls.Site site = new MarkedCalls.Site(path, null, places);
    if (!marks.isEmpty()) {
      scope.forgetAssignable();
      return marked.value(constructor, marks, Value.UNKNOWN, arguments, site);
    }
    if (isCanonical(type, constructor)) {
      Map<String, Value> fields = new LinkedHashMap<>();
      for (int place = 0; place < arguments.size(); place++) {
        fields.put(
            type.getRecordComponents().get(place).getSimpleName().toString(), arguments.get(place));
      }
      return new Value.Struct(fields, "", type);
    }
    handOver(arguments, site, scope);
    return machine.isTensor(type.asType()) ? new Value.Tensor(Dims.UNKNOWN) : Value.UNKNOWN;
  }

  /** Whether a constructor assigns its arguments unchanged to the components. */
  private boolean isCanonical(TypeElement type, ExecutableElement constructor) {
    List<? extends RecordComponentElement> components = type.getRecordComponents();
    List<? extends VariableElement> params = constructor.getParameters();
    if (type.getKind() != ElementKind.RECORD || components.size() != params.size()) {
      return false;
    }
    for (int place = 0; place < params.size(); place++) {
      if (!machine.types.isSameType(params.get(place).asType(), components.get(place).asType())) {
        return false;
      }
    }
    // An explicit constructor may change its arguments.
    TreePath code = machine.trees.getPath(constructor);
    TreePath whole = machine.trees.getPath(type);
    return code != null && whole != null && start(code) == start(whole);
  }

  private long start(TreePath path) {
    return machine
        .trees
        .getSourcePositions()
        .getStartPosition(path.getCompilationUnit(), path.getLeaf());
  }

  /** Calls a function that is a value: a module, a lambda, a method reference. */
  Value function(Value function, List<Value> arguments, MarkedCalls.Site site) {
    return switch (function) {
      case Value.Code(TreePath code, Scope scope) -> code(code, scope, arguments, site);
      case Value.Struct struct when struct.type() != null -> {
        ExecutableElement call = entry(struct.type(), arguments.size());
        yield call == null
            ? Value.UNKNOWN
            : marked.value(
                call, machine.marks.of(call), struct, arguments, site.inside(struct.made()));
      }
      default -> Value.UNKNOWN;
    };
  }

  private static @Nullable ExecutableElement entry(TypeElement type, int count) {
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (method.getSimpleName().contentEquals("call") && method.getParameters().size() == count) {
        return method;
      }
    }
    return null;
  }

  private Value code(TreePath code, Scope scope, List<Value> arguments, MarkedCalls.Site site) {
    if (!machine.isHere(code)) {
      return Value.UNKNOWN;
    }
    if (code.getLeaf() instanceof LambdaExpressionTree lambda) {
      Scope inner = scope.copy();
      set(inner, code, lambda.getParameters(), arguments);
      TreePath body = new TreePath(code, lambda.getBody());
      return lambda.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION
          ? machine.expressions.value(body, inner)
          : run(body, inner);
    }
    if (!(code.getLeaf() instanceof MemberReferenceTree reference)
        || !(machine.element(code) instanceof ExecutableElement method)) {
      return Value.UNKNOWN;
    }
    TreePath of = new TreePath(code, reference.getQualifierExpression());
    Value self = Value.UNKNOWN;
    List<Value> rest = arguments;
    if (!isType(of)) {
      self = machine.expressions.value(of, scope);
    } else if (!Evaluation.isStatic(method) && !arguments.isEmpty()) {
      self = arguments.getFirst();
      rest = arguments.subList(1, arguments.size());
    }
    boolean variable = method.isVarArgs() || rest.size() != method.getParameters().size();
    return variable
        ? varying(method, self, rest, site, scope)
        : called(method, Value.present(self), rest, site.inside(reference.toString()), scope);
  }

  private Value varying(
      ExecutableElement method, Value self, List<Value> rest, MarkedCalls.Site site, Scope scope) {
    boolean none = method.isVarArgs() && rest.size() == method.getParameters().size() - 1;
    if (!none) {
      return machine.unknown(method.getReturnType());
    }
    List<Value> packed = pack(method, rest, List.of());
    return called(method, Value.present(self), packed, site, scope);
  }
}
