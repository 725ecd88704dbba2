package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.io.ModelFileException;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes parameters by their gradients. Parameters stand in groups, each with options of its own;
 * what an optimiser remembers of a parameter is saved and loaded, so that an interrupted run goes
 * on with the same bits.
 *
 * @param <O> the record of options
 */
public abstract class Optimizer<O extends GroupOptions<O>> {
  private final List<ParamGroup<O>> groups = new ArrayList<>();
  private final Map<Parameter, ParamState> states = new IdentityHashMap<>();

  /** An optimiser without groups; a subclass's factory adds the first. */
  protected Optimizer() {}

  /** Updates one parameter, and what is remembered of it, by its gradient, a dense array. */
  protected abstract void update(Parameter parameter, NdArray grad, ParamState state, O options);

  /**
   * Adds parameters that are trained with options of their own.
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
    states.putAll(added);
    groups.add(new ParamGroup<>(parameters, options));
  }

  /** The groups, in the order in which they were added. */
  public final List<ParamGroup<O>> groups() {
    return Collections.unmodifiableList(groups);
  }

  /** Updates every parameter that has a gradient. */
  public final void step() {
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

  /** Forgets the gradients, so that the next backward begins anew. */
  public final void zeroGrad() {
    groups.forEach(group -> group.parameters().forEach(Parameter::zeroGrad));
  }

  /** The parameters of all groups, in order. */
  public final List<Parameter> parameters() {
    return groups.stream().flatMap(group -> group.parameters().stream()).toList();
  }

  private ParamState state(Parameter parameter) {
    return states.computeIfAbsent(parameter, key -> new ParamState());
  }

  /**
   * What must be kept to go on: the options of each group, and what is remembered of each
   * parameter, by its place among all. Tensors are not copied.
   */
  public final TrainingCheckpoint stateDict() {
    TrainingCheckpoint state = new TrainingCheckpoint();
    for (int g = 0; g < groups.size(); g++) {
      TrainingCheckpoint options = new TrainingCheckpoint();
      options.put("params", groups.get(g).parameters().size());
      groups.get(g).options().save(options);
      state.put("param_groups." + g, options);
    }
    List<Parameter> parameters = parameters();
    for (int i = 0; i < parameters.size(); i++) {
      state.put("state." + i, state(parameters.get(i)).save());
    }
    return state;
  }

  /**
   * Goes on where {@code saved} was taken. The groups must be made as they were then.
   *
   * @throws IllegalArgumentException if it does not fit; then nothing was changed
   */
  public final void loadStateDict(TrainingCheckpoint saved) {
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
      options.add(group.options().load(part));
    }
    if (saved.part("param_groups." + groups.size()).has("params")) {
      throw new IllegalArgumentException(
          "the saved optimizer has more than %d parameter groups".formatted(groups.size()));
    }
    List<Parameter> parameters = parameters();
    List<ParamState> loaded = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      loaded.add(ParamState.load(saved.part("state." + i), parameters.get(i), i));
    }
    for (int g = 0; g < options.size(); g++) {
      groups.get(g).options(options.get(g));
    }
    for (int i = 0; i < loaded.size(); i++) {
      states.put(parameters.get(i), loaded.get(i));
    }
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
   * Loads what {@link #save} wrote.
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
