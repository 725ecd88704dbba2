package dev.forja.processor.prove;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.forja.processor.checkpoint.Weights;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Compares the sizes in a file of weights with those that a class determines. */
final class CheckpointShapes {
  private final Evaluation machine;
  private final Value.Struct state;
  private final TypeElement model;
  private final TreePath code;

  /** A tensor whose shape in the file differs from that in the class. */
  record Misshapen(TreePath place, String name, String inFile, String here) {}

  /** A piece of state with a name: its value, and the field of the model that contains it. */
  private record Found(Value value, VariableElement field) {}

  CheckpointShapes(Evaluation machine, Value.Struct state, TypeElement model, TreePath code) {
    this.machine = machine;
    this.state = state;
    this.model = model;
    this.code = code;
  }

  /** The first tensor of each field that does not fit. */
  List<Misshapen> check(Weights weights) {
    Set<VariableElement> reported = new HashSet<>();
    return weights.shapes().entrySet().stream()
        .flatMap(
            each -> {
              List<String> levels = List.of(each.getKey().split("\\.", -1));
              Found found = find(model, state, levels);
              if (found == null
                  || !(Value.present(found.value()) instanceof Value.Tensor(Dims dims, _, _))
                  || fits(dims, each.getValue())
                  || !reported.add(found.field())) {
                return Stream.of();
              }
              String inFile = each.getValue().toString();
              return Stream.of(
                  new Misshapen(place(found.field()), each.getKey(), inFile, dims.show()));
            })
        .toList();
  }

  private static boolean fits(Dims here, List<Integer> inFile) {
    if (here.open()) {
      return true;
    }
    if (here.count() != inFile.size()) {
      // Old files store scalars as one-dimensional tensors of one element.
      return here.count() == 0 && inFile.equals(List.of(1));
    }
    for (int i = 0; i < inFile.size(); i++) {
      if (here.sizes().get(i).isNever(Size.of(inFile.get(i)))) {
        return false;
      }
    }
    return true;
  }

  private TreePath place(VariableElement field) {
    for (Tree member : ((ClassTree) code.getLeaf()).getMembers()) {
      if (member instanceof VariableTree variable
          && variable.getName().contentEquals(field.getSimpleName())) {
        return new TreePath(code, member);
      }
    }
    return code;
  }

  /** The state with a name in an object of a class; null if it is not known. */
  private @Nullable Found find(TypeElement owner, Value.Struct object, List<String> levels) {
    for (VariableElement field : ElementFilter.fieldsIn(owner.getEnclosedElements())) {
      if (field.getModifiers().contains(Modifier.STATIC)) {
        continue;
      }
      String name = stateName(field);
      boolean through = name.isEmpty();
      if (through || name.equals(levels.getFirst())) {
        List<String> rest = through ? levels : levels.subList(1, levels.size());
        Value value = below(fieldOf(object, field), rest);
        if (value != null) {
          return new Found(value, field);
        }
      }
    }
    return null;
  }

  private @Nullable Value below(Value value, List<String> levels) {
    if (levels.isEmpty()) {
      return value;
    }
    return switch (Value.present(value)) {
      case Value.Struct struct when struct.type() != null -> {
        TypeElement owner =
            machine.isModule(struct.type()) ? modelOf(struct.type()) : struct.type();
        Found found = owner == null ? null : find(owner, struct, levels);
        yield found == null ? null : found.value();
      }
      case Value list when levels.getFirst().matches("\\d{1,9}") -> {
        Size place = Size.of(Long.parseLong(levels.getFirst()));
        Value item = Expressions.at(list, place);
        yield item == null ? null : below(item, levels.subList(1, levels.size()));
      }
      default -> null;
    };
  }

  private static @Nullable TypeElement modelOf(TypeElement invoker) {
    AnnotationMirror mark = ShapeAnnotations.find(invoker, "dev.forja.spi.ForwardGenerated");
    if (mark != null) {
      for (AnnotationValue value : mark.getElementValues().values()) {
        if (value.getValue() instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement type) {
          return type;
        }
      }
    }
    return null;
  }

  private static String stateName(Element field) {
    return ShapeAnnotations.has(field, "dev.forja.Named")
        ? ShapeAnnotations.text(field, "dev.forja.Named").orElse("")
        : field.getSimpleName().toString();
  }

  /** The value of a field: from the object, or from the rule of its accessor. */
  private Value fieldOf(Value.Struct object, VariableElement field) {
    String name = field.getSimpleName().toString();
    Value known = object.field(name);
    if (!(known instanceof Value.Unknown) || object.type() == null) {
      return known;
    }
    for (ExecutableElement method : ElementFilter.methodsIn(object.type().getEnclosedElements())) {
      ShapeAnnotations.OfMethod marks = machine.marks.of(method);
      if (method.getSimpleName().contentEquals(name)
          && method.getParameters().isEmpty()
          && marks.rule().isPresent()) {
        return machine.calls.accessed(method, marks, object, code);
      }
    }
    return known;
  }
}
