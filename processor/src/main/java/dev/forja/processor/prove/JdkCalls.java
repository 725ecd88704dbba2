package dev.forja.processor.prove;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Evaluates calls of JDK methods that models use to build and traverse their layers. */
final class JdkCalls {
  private static final int MOST_ITEMS = 64;
  private static final Set<String> STREAMS =
      Set.of("java.util.stream.Stream", "java.util.stream.IntStream");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "java.util.function.UnaryOperator",
          "java.util.function.Function",
          "java.util.function.BiFunction",
          "java.util.function.BinaryOperator",
          "java.util.function.Supplier",
          "java.util.concurrent.Callable",
          "java.util.concurrent.Future",
          "java.util.concurrent.FutureTask");

  private final Evaluation machine;

  JdkCalls(Evaluation machine) {
    this.machine = machine;
  }

  /** The object that a constructor creates; null if the constructor is not supported. */
  @Nullable Value make(TypeElement type, List<Value> arguments) {
    String name = type.getQualifiedName().toString();
    if (name.equals("java.util.concurrent.FutureTask") && arguments.size() == 1) {
      return arguments.getFirst(); // its result is that of its task
    }
    if (!name.equals("java.util.ArrayList")) {
      return null;
    }
    if (arguments.isEmpty() || arguments.getFirst() instanceof Value.Int) {
      return new Value.Items(List.of(), false);
    }
    return sequence(arguments.getFirst(), false);
  }

  /** A list of the same elements. */
  private static Value sequence(Value value, boolean fixed) {
    return switch (value) {
      case Value.Items(List<Value> items, _) -> new Value.Items(items, fixed);
      case Value.Repeated(Value item, _) -> new Value.Repeated(item, fixed);
      default -> Value.UNKNOWN;
    };
  }

  /** The result of a call; null if the method is not supported. */
  @Nullable Value call(
      ExecutableElement method,
      Value self,
      List<Value> arguments,
      @Nullable TreePath receiver,
      Scope scope) {
    if (!(method.getEnclosingElement() instanceof TypeElement owner)) {
      return null;
    }
    String type = owner.getQualifiedName().toString();
    String name = method.getSimpleName().toString();
    if (type.equals("java.lang.Object") && name.equals("clone")) {
      return self;
    }
    if (!type.startsWith("java.")) {
      return null;
    }
    if (FUNCTIONS.contains(type) && !Evaluation.isStatic(method) && receiver != null) {
      return Set.of("apply", "get", "call").contains(name)
          ? applied(method, self, arguments, receiver)
          : null;
    }
    if (STREAMS.contains(type)) {
      return stream(name, self, arguments, receiver);
    }
    return switch (type) {
      case "java.util.List", "java.util.ArrayList", "java.util.Collection" ->
          list(method, self, arguments, receiver, scope);
      case "java.util.Collections", "java.util.Arrays" ->
          name.equals("unmodifiableList") || name.equals("asList")
              ? sequence(arguments.getFirst(), false)
              : null;
      case "java.util.Objects" ->
          name.equals("requireNonNull") ? Value.present(arguments.getFirst()) : null;
      case "java.lang.Math" -> math(name, arguments);
      default -> null;
    };
  }

  private Value applied(
      ExecutableElement method, Value self, List<Value> arguments, TreePath receiver) {
    MarkedCalls.Site site =
        new MarkedCalls.Site(
            receiver, receiver, List.of(), MarkedCalls.shorten(receiver.getLeaf()));
    Value value = machine.calls.function(self, arguments, site);
    return value instanceof Value.Unknown ? machine.unknown(method.getReturnType()) : value;
  }

  private static @Nullable Value math(String name, List<Value> arguments) {
    if (arguments.size() != 2
        || !(arguments.get(0) instanceof Value.Int(Size first))
        || !(arguments.get(1) instanceof Value.Int(Size second))) {
      return name.equals("toIntExact") ? arguments.getFirst() : null;
    }
    return switch (name) {
      case "max" -> new Value.Int(first.max(second));
      case "min" -> new Value.Int(first.min(second));
      case "floorDiv" ->
          new Value.Int(
              first.least() >= 0 && second.least() > 0 ? first.over(second) : Size.UNKNOWN);
      default -> null;
    };
  }

  private @Nullable Value list(
      ExecutableElement method,
      Value self,
      List<Value> arguments,
      @Nullable TreePath receiver,
      Scope scope) {
    return switch (method.getSimpleName().toString()) {
      case "of" ->
          arguments.size() == 1 && arguments.getFirst() instanceof Value.Items(List<Value> items, _)
              ? new Value.Items(items)
              : new Value.Items(List.copyOf(arguments));
      case "copyOf" -> sequence(arguments.getFirst(), true);
      case "stream", "subList" ->
          sequence(self, true) instanceof Value.Items items
                  && method.getSimpleName().contentEquals("stream")
              ? items
              : repeated(self);
      case "size" ->
          self instanceof Value.Items(List<Value> items, _)
              ? new Value.Int(Size.of(items.size()))
              : new Value.Int(Size.UNKNOWN);
      case "get" -> element(method, self, Operands.sizeOf(arguments.getFirst()), receiver);
      case "getFirst" -> element(method, self, Size.of(0), receiver);
      case "getLast" ->
          orUnknown(
              method,
              self instanceof Value.Items(List<Value> items, _) && !items.isEmpty()
                  ? items.getLast()
                  : Value.element(self));
      case "add" -> {
        changed(self, arguments, receiver, scope);
        yield Value.UNKNOWN;
      }
      case "isEmpty", "contains", "indexOf", "toString", "hashCode", "equals" -> Value.UNKNOWN;
      default -> {
        scope.forgetSequences();
        yield null;
      }
    };
  }

  private Value orUnknown(ExecutableElement method, @Nullable Value value) {
    return value == null ? machine.unknown(method.getReturnType()) : value;
  }

  private Value element(
      ExecutableElement method, Value self, Size index, @Nullable TreePath receiver) {
    if (receiver != null) {
      machine.expressions.checkIndex(self, index, receiver, receiver);
    }
    return orUnknown(method, Expressions.at(self, index));
  }

  private static Value repeated(Value self) {
    Value element = Value.element(self);
    return element == null ? Value.UNKNOWN : new Value.Repeated(element);
  }

  /** Updates a list that grows, and forgets all other lists that may be the same one. */
  private void changed(
      Value self, List<Value> arguments, @Nullable TreePath receiver, Scope scope) {
    Element variable =
        receiver != null && receiver.getLeaf() instanceof IdentifierTree
            ? machine.element(receiver)
            : null;
    scope.forgetSequences();
    if (variable != null
        && arguments.size() == 1
        && self instanceof Value.Items(List<Value> items, boolean fixed)
        && !fixed
        && items.size() < MOST_ITEMS) {
      List<Value> more = new ArrayList<>(items);
      more.add(arguments.getFirst());
      scope.set(variable, new Value.Items(List.copyOf(more), false));
    } else if (variable != null
        && arguments.size() == 1
        && self instanceof Value.Repeated(Value item, boolean fixed)
        && !fixed) {
      scope.set(variable, new Value.Repeated(Value.join(item, arguments.getFirst()), false));
    }
  }

  private @Nullable Value stream(
      String name, Value self, List<Value> arguments, @Nullable TreePath receiver) {
    return switch (name) {
      case "of" -> arguments.getFirst() instanceof Value.Items items ? items : Value.UNKNOWN;
      case "generate" ->
          receiver == null
              ? Value.UNKNOWN
              : new Value.Repeated(call(arguments.getFirst(), List.of(), receiver));
      case "range" -> range(arguments);
      case "limit", "filter", "skip", "peek", "sorted" -> repeated(self);
      case "map", "mapToObj" ->
          receiver == null ? Value.UNKNOWN : mapped(self, arguments, receiver);
      case "toList" -> sequence(self, true);
      case "boxed" -> self;
      default -> null;
    };
  }

  private static Value range(List<Value> arguments) {
    Long from = Operands.sizeOf(arguments.get(0)).constant();
    Long to = Operands.sizeOf(arguments.get(1)).constant();
    if (from == null || to == null || to - from > MOST_ITEMS) {
      return new Value.Repeated(new Value.Int(Size.UNKNOWN));
    }
    List<Value> items = new ArrayList<>();
    for (long i = from; i < to; i++) {
      items.add(new Value.Int(Size.of(i)));
    }
    return new Value.Items(List.copyOf(items));
  }

  private Value mapped(Value self, List<Value> arguments, TreePath place) {
    return switch (self) {
      case Value.Items(List<Value> items, _) -> {
        List<Value> mapped = new ArrayList<>();
        for (Value item : items) {
          mapped.add(call(arguments.getFirst(), List.of(item), place));
        }
        yield new Value.Items(List.copyOf(mapped));
      }
      case Value.Repeated(Value item, _) ->
          new Value.Repeated(call(arguments.getFirst(), List.of(item), place));
      default -> Value.UNKNOWN;
    };
  }

  /** Calls code that a stream may never run, so that failures in it are not reported. */
  private Value call(Value function, List<Value> arguments, TreePath place) {
    MarkedCalls.Site site = new MarkedCalls.Site(place, place, List.of());
    return machine.apart(new Sink(true), () -> machine.calls.function(function, arguments, site));
  }
}
