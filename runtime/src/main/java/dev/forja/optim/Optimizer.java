package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.io.ModelFileException;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Updates parameters with their gradients. Parameters are in groups, each with its own options. The
 * state of an optimiser can be saved and loaded, so that an interrupted run continues with
 * bit-identical results. Not thread-safe.
 *
 * @param <O> the type of the options
 */
public abstract class Optimizer<O extends GroupOptions<O>> {
  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Map<Parameter, ParamState> states = new IdentityHashMap<>();
  private final Map<Parameter, String> names = new IdentityHashMap<>();

  /** Creates an optimiser without groups; the factory method of a subclass adds the first group. */
  protected Optimizer() {}

  /** Updates one parameter and its state with its gradient, a dense array. */
  protected abstract void update(Parameter parameter, NdArray grad, ParamState state, O options);

  /**
   * Checks options that are about to be set for a group, in addition to {@link GroupOptions#check}.
   * Does nothing by default.
   *
   * @throws IllegalArgumentException if this optimiser cannot use them
   */
  protected void check(O options) {}

  /**
   * Adds a group of parameters with their own options.
   *
   * @throws IllegalArgumentException if there are none, or if one is already in a group
   */
  public final void addGroup(List<? extends Parameter> parameters, O options) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "the optimizer got no parameters: does the model have any?");
    }
    Map<Parameter, ParamState> added = new IdentityHashMap<>();
    for (Parameter parameter : parameters) {
      if (states.containsKey(parameter) || added.put(parameter, new ParamState()) != null) {
        throw new IllegalArgumentException(
            "a parameter of shape %s was given to the optimizer twice"
                .formatted(Shapes.show(parameter.shape())));
      }
    }
    groups.add(new ParamGroup<>(parameters, options, this::checkAll));
    states.putAll(added);
  }

  /**
   * Gives some parameters of a model options of their own, in a group for them: {@code
   * optimizer.adjust(model, ParameterSelector.normsAndBiases(), o -> o.withWeightDecay(0))}. Call
   * it before schedulers are made.
   *
   * @throws IllegalArgumentException if none of them is in this optimiser
   */
  public final void adjust(NeuralModule model, ParameterSelector which, UnaryOperator<O> change) {
    Set<Parameter> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    chosen.addAll(which.parameters(model).values());
    List<ParamGroup<O>> divided = new ArrayList<>();
    List<ParamGroup<O>> adjusted = new ArrayList<>();
    for (ParamGroup<O> group : groups) {
      List<Parameter> own = group.parameters().stream().filter(chosen::contains).toList();
      List<Parameter> rest = group.parameters().stream().filter(p -> !chosen.contains(p)).toList();
      if (!rest.isEmpty()) {
        divided.add(new ParamGroup<>(rest, group.options(), this::checkAll));
      }
      if (!own.isEmpty()) {
        adjusted.add(new ParamGroup<>(own, change.apply(group.options()), this::checkAll));
      }
    }
    if (adjusted.isEmpty()) {
      throw new IllegalArgumentException(
          "the selector chooses no parameter of this optimizer: %d of the model are chosen"
              .formatted(chosen.size()));
    }
    divided.addAll(adjusted);
    groups.clear();
    groups.addAll(divided);
  }

  private void checkAll(O options) {
    options.check(getClass().getSimpleName());
    check(options);
  }

  /**
   * Gives the parameters names, such as those of {@code model.namedParameters()}. They are saved,
   * and a state that was saved with names is loaded by name: if two fields of a model have changed
   * places since, each parameter still gets its own state. Without names, the order of the
   * parameters decides, as in PyTorch.
   */
  public final void name(Map<String, ? extends Parameter> parameters) {
    parameters.forEach((name, parameter) -> names.put(parameter, name));
  }

  /** The groups, in the order in which they were added. */
  public final List<ParamGroup<O>> groups() {
    return Collections.unmodifiableList(groups);
  }

  /** Updates every parameter that has a gradient. */
  public void step() {
    for (ParamGroup<O> group : groups) {
      for (Parameter parameter : group.parameters()) {
        Tensor grad = parameter.grad();
        if (grad != null) {
          ParamState state = state(parameter);
          state.count();
          Tensor downhill = group.options().maximize() ? grad.detach().neg() : grad;
          update(parameter, downhill.array().contiguous(Allocator.HEAP), state, group.options());
        }
      }
    }
  }

  /** Clears the gradients before the next backward. */
  public final void zeroGrad() {
    groups.forEach(group -> group.parameters().forEach(Parameter::zeroGrad));
  }

  /** The parameters of all groups, in order. */
  public final List<Parameter> parameters() {
    return groups.stream().flatMap(group -> group.parameters().stream()).toList();
  }

  final ParamState state(Parameter parameter) {
    return states.computeIfAbsent(parameter, key -> new ParamState());
  }

  /**
   * The state from which the optimiser can continue: its class, the options of each group, and the
   * state of each parameter, by its index among all parameters. Tensors are not copied.
   */
  public final TrainingCheckpoint stateDict() {
    write();
    TrainingCheckpoint state = new TrainingCheckpoint().put("kind", kind());
    for (int g = 0; g < groups.size(); g++) {
      TrainingCheckpoint options = new TrainingCheckpoint();
      options.put("params", groups.get(g).parameters().size());
      groups.get(g).options().save(options);
      state.put("param_groups." + g, options);
    }
    List<Parameter> parameters = parameters();
    for (int i = 0; i < parameters.size(); i++) {
      state.put("state." + i, state(parameters.get(i)).save());
      String name = names.get(parameters.get(i));
      if (name != null) {
        state.put("names." + i, name);
      }
    }
    return state;
  }

  private String kind() {
    return getClass().getSimpleName();
  }

  /**
   * Restores a saved state, including the options of the groups. The optimiser must be of the same
   * class, with as many parameters in each group, as when the state was saved. The state of a
   * parameter is found by its {@linkplain #name name} if both sides have names, otherwise by its
   * index.
   *
   * @throws IllegalArgumentException if the state does not fit; nothing was changed then
   */
  public final void loadStateDict(TrainingCheckpoint saved) {
    if (saved.has("kind") && !saved.text("kind").equals(kind())) {
      throw new IllegalArgumentException(
          "the saved state is that of an optimizer %s, but this is %s"
              .formatted(saved.text("kind"), kind()));
    }
    List<O> options = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      ParamGroup<O> group = groups.get(g);
      TrainingCheckpoint part = saved.part("param_groups." + g);
      if (!part.has("params") || part.integer("params") != group.parameters().size()) {
        throw new IllegalArgumentException(
            "parameter group %d does not fit the saved one: it has %d parameters, the saved one %s"
                .formatted(
                    g,
                    group.parameters().size(),
                    part.has("params") ? part.integer("params") : "is missing"));
      }
      O loaded = group.options().load(part);
      checkAll(loaded);
      options.add(loaded);
    }
    if (saved.part("param_groups." + groups.size()).has("params")) {
      throw new IllegalArgumentException(
          "the saved optimizer has more than %d parameter groups".formatted(groups.size()));
    }
    List<Parameter> parameters = parameters();
    List<ParamState> loaded = new ArrayList<>();
    Map<String, Integer> places = savedPlaces(saved, parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      int place = place(i, names.get(parameters.get(i)), places);
      loaded.add(ParamState.load(saved.part("state." + place), parameters.get(i), i));
    }
    for (int g = 0; g < options.size(); g++) {
      groups.get(g).options(options.get(g));
    }
    for (int i = 0; i < loaded.size(); i++) {
      states.put(parameters.get(i), loaded.get(i));
    }
    read();
  }

  /** Writes what an optimiser knows of all parameters together to their states. */
  void write() {}

  /** Reads what {@link #write} wrote. */
  void read() {}

  /** The index of each saved parameter by its name; empty if the state has no names. */
  private static Map<String, Integer> savedPlaces(TrainingCheckpoint saved, int count) {
    TrainingCheckpoint savedNames = saved.part("names");
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < count; i++) {
      if (savedNames.has(Integer.toString(i))) {
        places.put(savedNames.text(Integer.toString(i)), i);
      }
    }
    return places;
  }

  /** The index of the saved state for the parameter at index {@code i}. */
  private static int place(int i, @Nullable String name, Map<String, Integer> places) {
    if (name == null || places.isEmpty()) {
      return i;
    }
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalArgumentException(
          "the saved optimizer has no state of the parameter '%s'".formatted(name));
    }
    return place;
  }

  /**
   * Saves {@link #stateDict} as a safetensors file.
   *
   * @throws ModelFileException if the file cannot be written; it then holds what it held before
   */
  public final void save(Path path) throws ModelFileException {
    stateDict().save(path);
  }

  /**
   * Loads a file that {@link #save} wrote.
   *
   * @throws ModelFileException if the file cannot be read, or does not fit; then nothing was
   *     changed
   */
  public final void load(Path path) throws ModelFileException {
    TrainingCheckpoint saved = TrainingCheckpoint.load(path);
    try {
      loadStateDict(saved);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(path, "does not fit this optimizer: " + e.getMessage(), e);
    }
  }
}
