package dev.forja.trace;

import dev.forja.CallArgs;
import dev.forja.CallFrame;
import dev.forja.Calls;
import dev.forja.HookHandle;
import dev.forja.Invoker;
import dev.forja.Outcome;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.DropoutOp;
import dev.forja.op.Op;
import dev.forja.op.RreluOp;
import dev.forja.tensor.IssuedOp;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the ops and the module calls of a trace, from any of its threads. Tensors are identified
 * by their arrays, so a detached tensor is the same as its original.
 */
class Recorder implements OpListener {
  /** A run of an op, and the call that issued it; null outside of all modules. */
  record Run(
      Op op, NdArray[] inputs, NdArray[] outputs, @Nullable ModuleCall call, boolean byHook) {}

  /** A run of the gradient of an op, and the call that issued the op. */
  private record Gradient(IssuedOp issued, @Nullable ModuleCall call) {}

  private static final String OUTSIDE = "(outside of all modules)";

  /** An event that a trace cannot follow, and the tensor that it concerns. */
  private record Incident(Note.Kind kind, String where, String what, @Nullable NdArray array) {}

  private final @Nullable CallFrame base = Calls.current().orElse(null);
  private final @Nullable SequencedMap<String, Tensor> inputs;
  private final List<Run> runs = new ArrayList<>();
  private final List<Gradient> gradients = new ArrayList<>();
  private final Map<CallFrame, ModuleCall> calls = new IdentityHashMap<>();
  private final List<ModuleCall> callsInOrder = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final List<NdArray> arguments = new ArrayList<>();
  private final SequencedMap<Invoker, String> roots = new LinkedHashMap<>();
  private final SequencedMap<Invoker, String> called = new LinkedHashMap<>();
  private final Results results = new Results();

  /** The arrays that ops have returned so far. */
  private final Set<NdArray> returned = identitySet();

  /** The tensors that ops took before any op returned them. */
  private final Set<Tensor> taken = identitySet();

  /** The fields of a module when it was first called, and the call. */
  private record Before(Invoker module, String where, FieldSnapshot fields) {}

  private final List<Before> before = new ArrayList<>();

  Recorder(@Nullable SequencedMap<String, Tensor> inputs) {
    this.inputs = inputs;
  }

  /** Creates a recorder with these inputs, in this order. */
  static Recorder of(List<Tensor> inputs) {
    return new Recorder(named(inputs));
  }

  static SequencedMap<String, Tensor> named(List<Tensor> inputs) {
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put("input" + i, inputs.get(i));
    }
    return named;
  }

  /** The tensors of the outputs of the graph at the time of recording. */
  synchronized List<Tensor> outputs(@Nullable Object result) {
    return results.of(result).stream().map(Tensor::of).toList();
  }

  @Override
  public Tensor[] run(Op op, Tensor[] given, Supplier<Tensor[]> proceed) {
    CallFrame frame = Calls.current().orElse(null);
    boolean byHook = Calls.inHook();
    NdArray[] arrays = arrays(given);
    Tensor[] outputs = outputs(op, given, proceed);
    synchronized (this) {
      for (int i = 0; i < given.length; i++) {
        if (!returned.contains(arrays[i])) {
          taken.add(given[i]);
        }
      }
      Run run = new Run(op, arrays, arrays(outputs), call(frame), byHook);
      returned.addAll(Arrays.asList(run.outputs()));
      runs.add(run);
    }
    return outputs;
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** The tensors that ops took, without these inputs and without what ops had returned. */
  synchronized List<Tensor> takenBeside(List<Tensor> given) {
    Set<NdArray> arrays = identitySet();
    given.forEach(tensor -> arrays.add(tensor.array()));
    return taken.stream().filter(tensor -> !arrays.contains(tensor.array())).toList();
  }

  /** The storages of the tensors beside the inputs that can be trained. */
  synchronized Set<Storage> trained() {
    Set<Storage> trained = identitySet();
    for (Tensor tensor : taken) {
      if (tensor instanceof Parameter || tensor.requiresGrad()) {
        trained.add(tensor.array().storage());
      }
    }
    return trained;
  }

  /** The storages of these inputs and of what ops returned; they are not kept from being freed. */
  synchronized Set<Storage> storages(List<Tensor> given) {
    Set<Storage> storages = Collections.newSetFromMap(new WeakHashMap<>());
    given.forEach(tensor -> storages.add(tensor.array().storage()));
    returned.forEach(array -> storages.add(array.storage()));
    return storages;
  }

  /** The outputs of an op. */
  Tensor[] outputs(Op op, Tensor[] given, Supplier<Tensor[]> proceed) {
    return proceed.get();
  }

  @Override
  public void backward(Runnable proceed) {
    synchronized (this) {
      incidents.add(
          new Incident(
              Note.Kind.CHANGE,
              where(),
              "backward adds to the gradients of leaves, which a graph that runs again does not do",
              null));
    }
    proceed.run();
  }

  @Override
  public void gradient(IssuedOp issued, Runnable proceed) {
    proceed.run();
    synchronized (this) {
      gradients.add(new Gradient(issued, call(issued.frame())));
    }
  }

  /**
   * The arrays of tensors, which exist even if the tensors are invalid, for example after a
   * workspace.
   */
  private static NdArray[] arrays(Tensor[] tensors) {
    return Arrays.stream(tensors).map(Tensor::array).toArray(NdArray[]::new);
  }

  @Override
  public synchronized void reads(String method, Tensor tensor) {
    incidents.add(
        new Incident(
            Note.Kind.READ,
            where(),
            method
                + "() reads values, and what is decided or computed by them outside of ops would be"
                + " frozen as it was: compute it by ops",
            tensor.array()));
  }

  @Override
  public synchronized void draws() {
    incidents.add(new Incident(Note.Kind.DRAW, where(), drawn(), null));
  }

  @Override
  public synchronized void changes(Tensor tensor) {
    incidents.add(new Incident(Note.Kind.CHANGE, where(), changed(), null));
  }

  /** The report that random numbers are drawn, with the remedy. */
  static String drawn() {
    return "random numbers are drawn: " + evalOr("give them to the call as an argument");
  }

  /** The report that a tensor is changed in place, with the remedy. */
  static String changed() {
    return "a tensor is changed in place: "
        + evalOr("return the new values, and give them to the next call as an argument");
  }

  /** The usual remedy; another one if the module of the current call is in evaluation mode. */
  private static String evalOr(String otherwise) {
    boolean training = Calls.current().map(frame -> frame.invoker().training()).orElse(false);
    return training ? "put the model in evaluation mode with eval()" : otherwise;
  }

  /** The current module call. */
  final String where() {
    CallFrame frame = Calls.current().orElse(null);
    ModuleCall call = call(frame);
    return call == null ? OUTSIDE : call.label() + "." + call.entry();
  }

  private boolean isOutermost(CallFrame frame) {
    return frame.caller() == base && !frame.byHook();
  }

  /** Called when a call of a module starts. */
  synchronized void begins(Invoker self, CallArgs args) {
    CallFrame frame = Calls.current().orElseThrow();
    call(frame);
    if (called.putIfAbsent(self, frame.path()) == null) {
      before.add(new Before(self, where(), FieldSnapshot.of(self)));
    }
    if (isOutermost(frame)) {
      roots.put(self, frame.path());
      arguments.addAll(Results.in(args::mapTensors));
    }
  }

  /** Called when a call of a module ends. */
  synchronized void ended(Invoker self, CallArgs args, Outcome<@Nullable Object> outcome) {
    CallFrame frame = Calls.current().orElseThrow();
    if (isOutermost(frame) && outcome instanceof Outcome.Returned<@Nullable Object> returned) {
      results.add(frame.entry(), returned.result());
    }
  }

  private @Nullable ModuleCall call(@Nullable CallFrame frame) {
    if (frame == null || frame == base) {
      return null;
    }
    ModuleCall known = calls.get(frame);
    if (known == null) {
      ModuleCall caller = call(frame.caller());
      known =
          new ModuleCall(
              callsInOrder.size(),
              caller,
              frame.path(),
              frame.invoker().typeName(),
              frame.entry().name(),
              frame.byHook());
      calls.put(frame, known);
      callsInOrder.add(known);
    }
    return known;
  }

  /** The arrays that ops created, without those that an op passed on unchanged. */
  private Set<NdArray> made() {
    Set<NdArray> made = identitySet();
    for (Run run : runs) {
      for (NdArray output : run.outputs()) {
        if (Arrays.stream(run.inputs()).noneMatch(input -> input == output)) {
          made.add(output);
        }
      }
    }
    return made;
  }

  /** Builds the graph of the recorded events. */
  synchronized Graph graph(@Nullable Object result, List<HookHandle> scoped) {
    SequencedMap<Invoker, String> modules = modules();
    GraphBuilder builder = new GraphBuilder(State.of(modules));
    if (inputs != null) {
      inputs.forEach(builder::input);
    } else {
      Set<NdArray> made = made();
      arguments.stream()
          .filter(array -> !made.contains(array) && !builder.isState(array))
          .distinct()
          .forEach(builder::input);
    }
    runs.forEach(builder::node);
    results.of(result).forEach(builder::output);
    List<Note> notes = new ArrayList<>();
    for (Incident incident : incidents) {
      if (concerns(incident, builder)) {
        notes.add(new Note(incident.kind(), incident.where(), incident.what()));
      }
    }
    for (Before each : before) {
      String field = each.fields.changed(each.module);
      if (field != null) {
        String what =
            "the field '%s' is changed by the call, which a graph does not do: change it before"
                .formatted(field);
        notes.add(new Note(Note.Kind.ASSIGN, each.where, what));
      }
    }
    return builder.graph(
        gradientNodes(),
        callsInOrder,
        notes.stream().distinct().toList(),
        Dependencies.of(modules.keySet(), scoped));
  }

  /** The outermost modules, and called modules that are not in any of their fields. */
  private SequencedMap<Invoker, String> modules() {
    SequencedMap<Invoker, String> modules = new LinkedHashMap<>(roots);
    Set<Invoker> known = identitySet();
    roots.keySet().forEach(root -> known.addAll(root.modules()));
    called.forEach(
        (module, path) -> {
          if (!known.contains(module)) {
            modules.put(module, path);
            known.addAll(module.modules());
          }
        });
    return modules;
  }

  private List<GradientNode> gradientNodes() {
    List<GradientNode> nodes = new ArrayList<>();
    for (Gradient gradient : gradients) {
      IssuedOp issued = gradient.issued();
      nodes.add(
          new GradientNode(
              nodes.size(),
              issued.op(),
              issued.inputs(),
              issued.outputs(),
              gradient.call(),
              issued.byHook()));
    }
    return nodes;
  }

  /**
   * Whether an event matters: values that depend on no input or state do not, nor do random numbers
   * drawn for the inputs.
   */
  private boolean concerns(Incident incident, GraphBuilder builder) {
    return switch (incident.kind()) {
      case READ -> incident.array() != null && builder.depends(incident.array());
      case DRAW ->
          !incident.where().equals(OUTSIDE)
              || builder.hasConstantsOutside()
              || runs.stream()
                  .anyMatch(run -> run.op() instanceof DropoutOp || run.op() instanceof RreluOp);
      case CHANGE, ASSIGN -> true;
    };
  }
}
