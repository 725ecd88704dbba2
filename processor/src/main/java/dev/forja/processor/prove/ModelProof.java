package dev.forja.processor.prove;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/** Evaluates the entries of one model. */
final class ModelProof {
  private final Evaluation machine;
  private final TreePath path;
  private final Value.Struct state;

  ModelProof(Evaluation machine, TypeElement model, TreePath path) {
    this.machine = machine;
    this.path = path;
    this.state = new ModelState(machine, model, path).read();
  }

  /** The known values of the fields of every object of the model. */
  Value.Struct state() {
    return state;
  }

  /** Everything that fails in every call. */
  List<Sink.Finding> run() {
    List<Sink.Finding> findings = new ArrayList<>();
    for (Tree member : ((ClassTree) path.getLeaf()).getMembers()) {
      if (member instanceof MethodTree method
          && method.getBody() != null
          && machine.element(new TreePath(path, method)) instanceof ExecutableElement element
          && ShapeAnnotations.has(element, "dev.forja.Forward")) {
        Sink sink = new Sink(false);
        try {
          machine.apart(sink, () -> entry(new TreePath(path, method), method, element));
        } catch (Evaluation.Exhausted enough) {
          // The findings so far are certain.
        }
        findings.addAll(sink.findings());
      }
    }
    return findings;
  }

  private boolean entry(TreePath code, MethodTree method, ExecutableElement element) {
    ShapeAnnotations.OfMethod marks = machine.marks.of(element);
    Map<String, Size> names = new HashMap<>();
    Scope scope = new Scope(state);
    for (int place = 0; place < method.getParameters().size(); place++) {
      VariableTree param = method.getParameters().get(place);
      Element variable = machine.element(new TreePath(code, param));
      if (variable != null) {
        scope.set(variable, argument((VariableElement) variable, marks.params().get(place), names));
      }
    }
    Frame frame =
        new Frame(
            (place, value) ->
                marks.result().ifPresent(c -> check(element, c, names, place, value)));
    return machine.statements.run(new TreePath(code, method.getBody()), scope, frame);
  }

  private Value argument(
      VariableElement variable, @Nullable Contract contract, Map<String, Size> names) {
    String name = variable.getSimpleName().toString();
    if (!machine.isTensor(variable.asType())) {
      return machine.given(name, variable.asType());
    }
    Dims dims =
        contract == null
            ? Dims.UNKNOWN
            : contract.dims(word -> names.computeIfAbsent(word, this::size));
    boolean nullable = isNullable(variable);
    return new Value.Tensor(nullable ? dims : dims.markPositive(), nullable, null);
  }

  /** The value of a name in a contract: a field, or any size. */
  private Size size(String name) {
    Size field = Operands.sizeOf(state.field(name));
    return field.isKnown() ? field : Size.of(new Symbol(name, machine.facts));
  }

  private static boolean isNullable(VariableElement variable) {
    return Stream.concat(
            variable.getAnnotationMirrors().stream(),
            variable.asType().getAnnotationMirrors().stream())
        .anyMatch(
            each -> each.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  private void check(
      ExecutableElement method,
      Contract contract,
      Map<String, Size> names,
      TreePath place,
      Value value) {
    if (!(value instanceof Value.Tensor tensor) || tensor.nullable()) {
      return;
    }
    Map<String, Size> bound = new HashMap<>(names);
    contract.words().forEach(word -> bound.computeIfAbsent(word, this::field));
    Map<String, Size> before = new HashMap<>(bound);
    if (!contract.fits(tensor.dims(), bound)) {
      String text =
          Reason.PROMISES.text(method.getSimpleName(), contract.show(before), tensor.dims());
      machine.sink().add(new Sink.Finding(place, text + MarkedCalls.from(List.of(tensor))));
    }
  }

  private Size field(String name) {
    return Operands.sizeOf(state.field(name));
  }
}
