package dev.forja.processor.prove;

import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.forja.Checkpoint;
import dev.forja.processor.Problem;
import dev.forja.processor.Report;
import dev.forja.processor.checkpoint.Checkpoints;
import dev.forja.processor.checkpoint.UnreadableException;
import dev.forja.processor.checkpoint.Weights;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * Proves the models of a class after javac has analysed it. Only then are the types of calls to
 * invokers known, because invokers do not exist before.
 */
public final class Prover implements TaskListener {
  private final ProcessingEnvironment env;
  private final Trees trees;
  private final boolean explainAll;
  private final Checkpoints checkpoints;
  private final ShapeAnnotations marks = new ShapeAnnotations();
  private final Classes classes;

  private Prover(
      ProcessingEnvironment env, Trees trees, boolean explainAll, Checkpoints checkpoints) {
    this.env = env;
    this.trees = trees;
    this.classes = new Classes(trees, env.getTypeUtils());
    this.explainAll = explainAll;
    this.checkpoints = checkpoints;
  }

  /**
   * Installs the proof in the compiler, if that gives access to source code.
   *
   * @param explainAll whether the shapes of all models are explained
   * @param checkpoints the location of the files of weights
   */
  public static void install(
      ProcessingEnvironment env, boolean explainAll, Checkpoints checkpoints) {
    try {
      Prover prover = new Prover(env, Trees.instance(env), explainAll, checkpoints);
      JavacTask.instance(env).addTaskListener(prover);
    } catch (IllegalArgumentException | LinkageError other) {
      // For another compiler, or one behind a wrapper, nothing is proved, as docs/SHAPES.md
      // explains.
    }
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.ENTER && event.getCompilationUnit() != null) {
      classes.entered(event.getCompilationUnit());
    }
    TypeElement type = event.getTypeElement();
    TreePath path =
        event.getKind() == TaskEvent.Kind.ANALYZE && type != null ? trees.getPath(type) : null;
    if (type == null || path == null) {
      return;
    }
    classes.readArrays(type);
    if (hasModel(type)) {
      prove(path, path, explainAll);
    } else {
      keep(path, path);
    }
    classes.finished(path);
  }

  /** Keeps the children of classes that are no models, but may be superclasses of models. */
  private void keep(TreePath path, TreePath outermost) {
    if (trees.getElement(path) instanceof TypeElement type && classes.isBase(type)) {
      Evaluation machine = new Evaluation(trees, env.getTypeUtils(), marks, classes, outermost);
      try {
        classes.keep(type, new ModelState(machine, type, path).read());
      } catch (Evaluation.Exhausted enough) {
        // Nothing is known about them.
      }
    }
    Classes.nested(path).forEach(each -> keep(each, outermost));
  }

  private static boolean hasModel(TypeElement type) {
    return isModel(type)
        || ElementFilter.typesIn(type.getEnclosedElements()).stream().anyMatch(Prover::hasModel);
  }

  private static boolean isModel(TypeElement type) {
    for (Element member : type.getEnclosedElements()) {
      if (member.getKind() == ElementKind.METHOD
          && ShapeAnnotations.has(member, "dev.forja.Forward")) {
        return true;
      }
    }
    return false;
  }

  private void prove(TreePath path, TreePath outermost, boolean explained) {
    if (!(trees.getElement(path) instanceof TypeElement type)) {
      return;
    }
    boolean explain = explained || ShapeAnnotations.has(type, "dev.forja.Explain");
    if (isModel(type)) {
      try {
        prove(type, path, outermost, explain);
      } catch (RuntimeException | StackOverflowError failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        Report.in(trees, path, true)
            .report(
                Problem.INTERNAL_ERROR,
                type.getQualifiedName(),
                failure,
                trace.length > 0 ? trace[0] : failure.getClass().getName());
      }
    }
    Classes.nested(path).forEach(each -> prove(each, outermost, explain));
  }

  private void prove(TypeElement model, TreePath path, TreePath outermost, boolean explain) {
    Evaluation machine = new Evaluation(trees, env.getTypeUtils(), marks, classes, outermost);
    ModelProof proof = new ModelProof(machine, model, path);
    if (classes.isBase(model)) {
      classes.keep(model, proof.state());
    }
    Set<Tree> reported = new HashSet<>();
    for (Sink.Finding finding : proof.run()) {
      if (reported.add(finding.place().getLeaf())) {
        Report.in(trees, finding.place(), isSilenced(finding.place(), Problem.SHAPE_PROVEN))
            .report(Problem.SHAPE_PROVEN, finding.text());
      }
    }
    for (VariableElement field : HeldTensors.in(machine, model, path)) {
      TreePath place = trees.getPath(field);
      if (place != null && !isSilenced(place, Problem.TENSOR_NOT_STATE)) {
        Report.in(trees, place, true).report(Problem.TENSOR_NOT_STATE, field.getSimpleName());
      }
    }
    checkCheckpoint(machine, proof.state(), model, path);
    if (explain) {
      new Explanation(machine, path).write();
    }
  }

  /** Names are compared earlier, and a file that cannot be read is reported there. */
  private void checkCheckpoint(
      Evaluation machine, Value.Struct state, TypeElement model, TreePath path) {
    String checkpoint = ShapeAnnotations.text(model, Checkpoint.class.getName()).orElse("");
    Path file = checkpoint.isEmpty() ? null : checkpoints.file(checkpoint);
    if (file == null) {
      return;
    }
    try {
      Weights weights = Weights.read(file);
      for (CheckpointShapes.Misshapen each :
          new CheckpointShapes(machine, state, model, path).check(weights)) {
        Report.in(trees, each.place(), isSilenced(each.place(), Problem.CHECKPOINT_SHAPE))
            .report(Problem.CHECKPOINT_SHAPE, checkpoint, each.name(), each.inFile(), each.here());
      }
    } catch (UnreadableException reported) {
      // Reported in the round that wrote the invoker.
    }
  }

  /** Whether the source asks for a note instead of the error. */
  private boolean isSilenced(TreePath place, Problem problem) {
    String key = "forja:" + problem.id();
    for (TreePath at = place; at != null; at = at.getParentPath()) {
      Element element =
          switch (at.getLeaf().getKind()) {
            case VARIABLE, METHOD, CLASS, RECORD, ENUM, INTERFACE -> trees.getElement(at);
            default -> null;
          };
      SuppressWarnings keys =
          element == null ? null : element.getAnnotation(SuppressWarnings.class);
      if (keys != null && Set.of(keys.value()).contains(key)) {
        return true;
      }
    }
    return false;
  }
}
