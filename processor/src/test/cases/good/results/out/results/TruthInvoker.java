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
import java.util.function.Predicate;

/**
 * Calls {@link Truth#forward}.
 *
 * <p>Several threads may call it at once if {@link Truth} allows it.
 */
@ForwardGenerated(
    value = Truth.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class TruthInvoker extends Invoker implements Predicate<String> {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<TruthInvoker, Args, Boolean> CALL;

  static {
    Contract.require(1, "results.Truth");
    CALL = Entry.of(TruthInvoker.class, "call", ResultMapper.none());
  }

  private final Truth model;

  private final Hooks<TruthInvoker, Args, Boolean> callHooks = new Hooks<>(this, CALL);

  private TruthInvoker(Truth model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Truth}, and its invoker. */
  static TruthInvoker of() {
    return new TruthInvoker(new Truth());
  }

  /** Creates the invoker of an existing model. */
  static TruthInvoker wrap(Truth model) {
    return new TruthInvoker(model);
  }

  /** The model that this invoker calls. */
  Truth model() {
    return model;
  }

  /** Calls {@link Truth#forward} with the hooks around it. */
  public boolean call(String text) {
    if (isQuiet()) {
      return runCall(text);
    }
    return callWatched(text);
  }

  private boolean callWatched(String text) {
    if (!isWatchedHere()) {
      return runCall(text);
    }
    return callHooks.watch(new Args(text), args -> runCall(args.text()));
  }

  private boolean runCall(String text) {
    return model.forward(text);
  }

  @Override
  public boolean test(String text) {
    return call(text);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super TruthInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super TruthInvoker, ? super Args, Boolean> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super TruthInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super TruthInvoker, ? super Args, ? super Boolean> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super TruthInvoker, ? super Args, Boolean> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<TruthInvoker, Args, Boolean> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Truth";
  }

  @Override
  public TruthInvoker train() {
    super.train();
    return this;
  }

  @Override
  public TruthInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public TruthInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link TruthInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(String text) implements CallArgs {
    /** A copy of these arguments with another {@code text}. */
    public Args withText(String text) {
      return new Args(text);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
