package results;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.FinallyHook;
import dev.forja.ForwardHook;
import dev.forja.ForwardObserver;
import dev.forja.ForwardPreHook;
import dev.forja.ForwardPreObserver;
import dev.forja.HookHandle;
import dev.forja.Hooks;
import dev.forja.Invoker;
import dev.forja.spi.Contract;
import dev.forja.spi.FieldVisitor;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;

/**
 * Calls {@link Nothing#forward}.
 *
 * <p>Several threads may call it at once if {@link Nothing} allows it.
 */
@ForwardGenerated(
    value = Nothing.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class NothingInvoker extends Invoker implements Runnable {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<NothingInvoker, Args, Void> CALL;

  static {
    Contract.require(1, "results.Nothing");
    CALL =
        Entry.<NothingInvoker, Args, Void>of(
            NothingInvoker.class, "call", ResultMapper.none()).nullable();
  }

  private final Nothing model;

  private final Hooks<NothingInvoker, Args, Void> callHooks = new Hooks<>(this, CALL);

  private NothingInvoker(Nothing model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Nothing}, and its invoker. */
  static NothingInvoker of() {
    return new NothingInvoker(new Nothing());
  }

  /** Creates the invoker of an existing model. */
  static NothingInvoker wrap(Nothing model) {
    return new NothingInvoker(model);
  }

  /** The model that this invoker calls. */
  Nothing model() {
    return model;
  }

  /** Calls {@link Nothing#forward} with the hooks around it. */
  public void call() {
    if (isQuiet()) {
      runCall();
    } else {
      callWatched();
    }
  }

  private void callWatched() {
    if (!isWatchedHere()) {
      runCall();
      return;
    }
    callHooks.watch(
        new Args(),
        _ -> {
          runCall();
          return null;
        });
  }

  private void runCall() {
    model.forward();
  }

  @Override
  public void run() {
    call();
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super NothingInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super NothingInvoker, ? super Args, Void> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(
      ForwardPreObserver<? super NothingInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super NothingInvoker, ? super Args, ? super Void> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super NothingInvoker, ? super Args, Void> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<NothingInvoker, Args, Void> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public void visitFields(FieldVisitor visitor) {
    visitor.value("calls", model.calls);
  }

  @Override
  public String typeName() {
    return "Nothing";
  }

  @Override
  public NothingInvoker train() {
    super.train();
    return this;
  }

  @Override
  public NothingInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public NothingInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link NothingInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args() implements CallArgs {
    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
