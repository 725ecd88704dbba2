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
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;
import java.util.function.ObjLongConsumer;

/**
 * Calls {@link Takes#forward}.
 *
 * <p>Several threads may call it at once if {@link Takes} allows it.
 */
@ForwardGenerated(
    value = Takes.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class TakesInvoker extends Invoker implements ObjLongConsumer<String> {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<TakesInvoker, Args, Void> CALL;

  static {
    Contract.require(1, "results.Takes");
    CALL =
        Entry.<TakesInvoker, Args, Void>of(
            TakesInvoker.class, "call", ResultMapper.none()).nullable();
  }

  private final Takes model;

  private final Hooks<TakesInvoker, Args, Void> callHooks = new Hooks<>(this, CALL);

  private TakesInvoker(Takes model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Takes}, and its invoker. */
  static TakesInvoker of() {
    return new TakesInvoker(new Takes());
  }

  /** Creates the invoker of an existing model. */
  static TakesInvoker wrap(Takes model) {
    return new TakesInvoker(model);
  }

  /** The model that this invoker calls. */
  Takes model() {
    return model;
  }

  /** Calls {@link Takes#forward} with the hooks around it. */
  public void call(String text, long at) {
    if (isQuiet()) {
      runCall(text, at);
    } else {
      callWatched(text, at);
    }
  }

  private void callWatched(String text, long at) {
    if (!isWatchedHere()) {
      runCall(text, at);
      return;
    }
    callHooks.watch(
        new Args(text, at),
        args -> {
          runCall(args.text(), args.at());
          return null;
        });
  }

  private void runCall(String text, long at) {
    model.forward(text, at);
  }

  @Override
  public void accept(String text, long at) {
    call(text, at);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super TakesInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super TakesInvoker, ? super Args, Void> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super TakesInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super TakesInvoker, ? super Args, ? super Void> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super TakesInvoker, ? super Args, Void> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<TakesInvoker, Args, Void> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Takes";
  }

  @Override
  public TakesInvoker train() {
    super.train();
    return this;
  }

  @Override
  public TakesInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public TakesInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link TakesInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(String text, long at) implements CallArgs {
    /** A copy of these arguments with another {@code text}. */
    public Args withText(String text) {
      return new Args(text, at);
    }

    /** A copy of these arguments with another {@code at}. */
    public Args withAt(long at) {
      return new Args(text, at);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
