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
 * A callable module of tensors: the base of the invokers of models that hold or take tensors. It
 * knows the state of its tree: parameters, buffers, state dict, files.
 *
 * <p>Names are PyTorch's: fields and places in lists, joined by dots.
 */
@InvokerBase("dev.forja.module.NeuralModule")
@BuiltWith(Version.NAME)
public abstract class NeuralModule extends Invoker {
  /** For generated constructors. */
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

  /** The parameters of this module and all below it, each once. */
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

  /** The buffers of this module and all below it, each once, saved or not. */
  public final List<Tensor> buffers() {
    return List.copyOf(namedBuffers().sequencedValues());
  }

  /** The buffers by name, each once, under its first name. */
  public final SequencedMap<String, Tensor> namedBuffers() {
    return ModuleState.buffers(this);
  }

  /**
   * The parameter of this name, as in the state dict.
   *
   * @throws java.util.NoSuchElementException if there is none, with the name that was probably
   *     meant
   */
  public final Parameter parameter(String name) {
    return (Parameter) ModuleState.named(this, name, "parameter");
  }

  /**
   * The buffer of this name, saved or not.
   *
   * @throws java.util.NoSuchElementException if there is none, with the name that was probably
   *     meant
   */
  public final Tensor buffer(String name) {
    return ModuleState.named(this, name, "buffer");
  }

  /** The number of values in {@link #parameters}. */
  public final long parameterCount() {
    return parameters().stream().mapToLong(Parameter::count).sum();
  }

  /** Forgets the gradients of the parameters. */
  public final void zeroGrad() {
    parameters().forEach(Parameter::zeroGrad);
  }

  /** Makes the parameters want gradients, or not, as when a part of a model is frozen. */
  @ReturnsSelf
  public NeuralModule requiresGrad(boolean wanted) {
    parameters().forEach(parameter -> parameter.requiresGrad(wanted));
    return this;
  }

  /**
   * Adds a hook that runs before gradients flow back through a {@code call}, and returns those of
   * the result to go on with. For other entries, and with the type of the module, see {@link
   * BackwardHooks#on}.
   *
   * @throws IllegalArgumentException if tensors in the arguments or the result cannot be reached
   */
  public final HookHandle registerFullBackwardPreHook(
      FullBackwardPreHook<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).registerFullBackwardPreHook(hook);
  }

  /**
   * Adds a hook that runs after gradients have flowed back through a {@code call}, and returns
   * those of the arguments to go on with.
   *
   * @throws IllegalArgumentException if tensors in the arguments or the result cannot be reached
   */
  public final HookHandle registerFullBackwardHook(FullBackwardHook<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).registerFullBackwardHook(hook);
  }

  /** Adds a hook that looks at the gradients of the result before they flow back. */
  public final HookHandle observeFullBackwardPre(
      FullBackwardPreObserver<? super NeuralModule> hook) {
    return BackwardHooks.on(callHooksHere()).observeFullBackwardPre(hook);
  }

  /** Adds a hook that looks at the gradients after they have flowed back through a {@code call}. */
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
   * The state by name: of each module its parameters, its saved buffers, then its children. What is
   * shared stands under each of its names. The tensors are views of the live values, without
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
   * @throws LoadException with everything that does not fit; then nothing was changed
   */
  public final LoadReport loadStateDict(Map<String, ? extends Tensor> tensors) {
    return loadStateDict(tensors, LoadOptions.defaults());
  }

  /**
   * Copies tensors into the state by name. Shapes must be equal; floating-point values are
   * converted to float32 where the model has that.
   *
   * @return what was missing or unexpected, if {@code options} allow it
   * @throws LoadException with everything that does not fit; then nothing was changed
   */
  public final LoadReport loadStateDict(
      Map<String, ? extends Tensor> tensors, LoadOptions options) {
    SequencedMap<String, Tensor> state = ModuleState.saved(this);
    TensorSourceNames names = new TensorSourceNames(this, state.keySet(), options);
    return Loading.load(this, state, names.apply(TensorSource.of(tensors)), options);
  }

  /**
   * Writes the state as a safetensors file, whole or not at all. A tied tensor is written once; its
   * other names stand in the metadata.
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
   * Reads a safetensors file into the state, or a checkpoint of several files by its {@code
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
