package entries;

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
import java.util.function.Supplier;

/**
 * Calls {@link Plain#size}.
 *
 * <p>Several threads may call it at once if {@link Plain} allows it.
 */
@ForwardGenerated(
    value = Plain.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class PlainInvoker extends Invoker implements Supplier<Integer> {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<PlainInvoker, Args, Integer> CALL;

  static {
    Contract.require(1, "entries.Plain");
    CALL = Entry.of(PlainInvoker.class, "call", ResultMapper.none());
  }

  private final Plain model;

  private final Hooks<PlainInvoker, Args, Integer> callHooks = new Hooks<>(this, CALL);

  private PlainInvoker(Plain model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Plain}, and its invoker. */
  static PlainInvoker of() {
    return new PlainInvoker(new Plain());
  }

  /** Creates the invoker of an existing model. */
  static PlainInvoker wrap(Plain model) {
    return new PlainInvoker(model);
  }

  /** The model that this invoker calls. */
  Plain model() {
    return model;
  }

  /** Calls {@link Plain#size} with the hooks around it. */
  public int call() {
    if (isQuiet()) {
      return runCall();
    }
    return callWatched();
  }

  private int callWatched() {
    if (!isWatchedHere()) {
      return runCall();
    }
    return callHooks.watch(new Args(), _ -> runCall());
  }

  private int runCall() {
    return model.size();
  }

  @Override
  public Integer get() {
    return call();
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super PlainInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super PlainInvoker, ? super Args, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super PlainInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super PlainInvoker, ? super Args, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super PlainInvoker, ? super Args, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<PlainInvoker, Args, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Plain";
  }

  @Override
  public PlainInvoker train() {
    super.train();
    return this;
  }

  @Override
  public PlainInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public PlainInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link PlainInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args() implements CallArgs {
    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
