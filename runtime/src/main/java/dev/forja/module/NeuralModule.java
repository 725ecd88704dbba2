package dev.forja.module;

import dev.forja.HookHandle;
import dev.forja.HookRegistrar;
import dev.forja.Hooks;
import dev.forja.Invoker;
import dev.forja.io.ModelFileException;
import dev.forja.spi.BuiltWith;
import dev.forja.spi.InvokerBase;
import dev.forja.spi.ReturnsSelf;
import dev.forja.spi.Version;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A callable module with tensors: the base class of the invokers of models that hold or take
 * tensors. It gives access to the state of its tree: parameters, buffers, state dict, files.
 *
 * <p>Names are those of PyTorch: fields and indices in lists, joined by dots. Calls are thread-safe
 * in evaluation mode; changing the state is not.
 */
@InvokerBase("dev.forja.module.NeuralModule")
@BuiltWith(Version.NAME)
public abstract class NeuralModule extends Invoker {
  /** Called by generated constructors. */
  protected NeuralModule() {}

  @Override
  protected void wrapped() {
    ModuleNotes.checkTies(this);
  }

  /** The state dict as data: names, kinds, types, shapes and fields. See {@link SchemaFile}. */
  public final Schema schema() {
    return Schema.of(this);
  }

  @Override
  @ReturnsSelf
  public NeuralModule train() {
    return train(true);
  }

  @Override
  @ReturnsSelf
  public NeuralModule train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  @ReturnsSelf
  public NeuralModule eval() {
    return train(false);
  }

  /** The parameters of this module and its descendants, each once. */
  public final List<Parameter> parameters() {
    return List.copyOf(namedParameters().sequencedValues());
  }

  /**
   * The parameters by name, each once, under its first name; those of a module before those of its
   * children.
   */
  public final SequencedMap<String, Parameter> namedParameters() {
    return ModuleState.parameters(this);
  }

  /** The buffers of this module and its descendants, each once, saved or not. */
  public final List<Tensor> buffers() {
    return List.copyOf(namedBuffers().sequencedValues());
  }

  /** The buffers by name, each once, under its first name. */
  public final SequencedMap<String, Tensor> namedBuffers() {
    return ModuleState.buffers(this);
  }

  /**
   * The parameter with this name in the state dict.
   *
   * @throws java.util.NoSuchElementException if there is none; the message suggests a similar name
   */
  public final Parameter parameter(String name) {
    return (Parameter) ModuleState.named(this, name, "parameter");
  }

  /**
   * The buffer with this name, saved or not.
   *
   * @throws java.util.NoSuchElementException if there is none; the message suggests a similar name
   */
  public final Tensor buffer(String name) {
    return ModuleState.named(this, name, "buffer");
  }

  /** The number of values in {@link #parameters}. */
  public final long parameterCount() {
    return parameters().stream().mapToLong(Parameter::count).sum();
  }

  /** Clears the gradients of the parameters. */
  public final void zeroGrad() {
    parameters().forEach(Parameter::zeroGrad);
  }

  /** Sets whether the parameters require gradients, for example to freeze a part of a model. */
  @ReturnsSelf
  public NeuralModule requiresGrad(boolean wanted) {
    parameters().forEach(parameter -> parameter.requiresGrad(wanted));
    return this;
  }

  /**
   * Adds a hook that runs before gradients flow back through a {@code call}, and returns the
   * gradients of the result to use. For other entries, and with the type of the module, see {@link
   * BackwardHooks#on}.
   *
   * @throws IllegalArgumentException if tensors in the arguments or the result cannot be reached
   */
  public final HookHandle registerFullBackwardPreHook(
      FullBackwardPreHook<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).registerFullBackwardPreHook(hook);
  }

  /**
   * Adds a hook that runs after gradients have flowed back through a {@code call}, and returns the
   * gradients of the arguments to use.
   *
   * @throws IllegalArgumentException if tensors in the arguments or the result cannot be reached
   */
  public final HookHandle registerFullBackwardHook(FullBackwardHook<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).registerFullBackwardHook(hook);
  }

  /** Adds a hook that observes the gradients of the result before they flow back. */
  public final HookHandle observeFullBackwardPre(
      FullBackwardPreObserver<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).observeFullBackwardPre(hook);
  }

  /** Adds a hook that observes the gradients after they have flowed back through a {@code call}. */
  public final HookHandle observeFullBackward(FullBackwardObserver<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).observeFullBackward(hook);
  }

  @SuppressWarnings("unchecked") // the hooks of this invoker, which is a NeuralModule
  private HookRegistrar<NeuralModule, ?, ?, HookHandle> callHooksHere() {
    for (Hooks<?, ?, ?> hooks : hooks()) {
      if (hooks.entry().name().equals("call")) {
        return (HookRegistrar<NeuralModule, ?, ?, HookHandle>) hooks;
      }
    }
    throw new IllegalStateException(
        label() + " has no entry 'call': use BackwardHooks.on(module.<entry>Hooks())");
  }

  /** The generator of {@link Randoms#current()}. */
  @Override
  public final Philox random() {
    return Randoms.current();
  }

  /**
   * The state by name: for each module its parameters, its saved buffers, then its children. Shared
   * state is listed under each of its names. The tensors are views of the live values, without
   * gradients.
   */
  public final SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    ModuleState.saved(this).forEach((name, tensor) -> state.put(name, tensor.detach()));
    return state;
  }

  /**
   * Copies tensors into the state by name; every name must match.
   *
   * @throws LoadException with everything that does not fit; nothing was changed then
   */
  public final LoadReport loadStateDict(Map<String, ? extends Tensor> tensors) {
    return loadStateDict(tensors, LoadOptions.defaults());
  }

  /**
   * Copies tensors into the state by name. Shapes must be equal; floating-point values are
   * converted to float32 if the model has that type.
   *
   * @return the missing and unexpected names, if {@code options} allow them
   * @throws LoadException with everything that does not fit; then nothing was changed
   */
  public final LoadReport loadStateDict(
      Map<String, ? extends Tensor> tensors, LoadOptions options) {
    SequencedMap<String, TensorSource<RuntimeException>> offers = TensorSource.of(tensors);
    TensorSourceNames.makeLazy(this, offers, options);
    SequencedMap<String, Tensor> state = ModuleState.saved(this);
    TensorSourceNames names = new TensorSourceNames(this, state.keySet(), options);
    return Loading.load(this, state, names.apply(offers), options);
  }

  /**
   * Writes the state as a safetensors file, atomically. A tied tensor is written once; its other
   * names are in the metadata.
   *
   * @throws ModelFileException if the file cannot be written; it then holds what it held before
   */
  public final void save(Path path) throws ModelFileException {
    StateFile.save(this, path);
  }

  /**
   * Reads a safetensors file into the state; every name must match.
   *
   * @throws ModelFileException if the file cannot be read, or, as {@link StateMismatchException}
   *     with everything that differs, if it does not fit; then nothing was changed
   */
  public final LoadReport load(Path path) throws ModelFileException {
    return load(path, LoadOptions.defaults());
  }

  /**
   * Reads a safetensors file into the state, or a sharded checkpoint by its {@code
   * .safetensors.index.json}; see {@link #loadStateDict(Map, LoadOptions)}.
   *
   * @return what was missing or unexpected, if {@code options} allow it
   * @throws ModelFileException if the file cannot be read, or, as {@link StateMismatchException}
   *     with everything that differs, if it does not fit; then nothing was changed
   */
  public final LoadReport load(Path path, LoadOptions options) throws ModelFileException {
    return StateFile.load(this, path, options);
  }
}
