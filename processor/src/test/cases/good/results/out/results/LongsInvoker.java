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
import java.util.function.IntToLongFunction;

/**
 * Calls {@link Longs#forward}.
 *
 * <p>Several threads may call it at once if {@link Longs} allows it.
 */
@ForwardGenerated(
    value = Longs.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class LongsInvoker extends Invoker implements IntToLongFunction {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<LongsInvoker, Args, Long> CALL;

  static {
    Contract.require(1, "results.Longs");
    CALL = Entry.of(LongsInvoker.class, "call", ResultMapper.none());
  }

  private final Longs model;

  private final Hooks<LongsInvoker, Args, Long> callHooks = new Hooks<>(this, CALL);

  private LongsInvoker(Longs model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Longs}, and its invoker. */
  static LongsInvoker of() {
    return new LongsInvoker(new Longs());
  }

  /** Creates the invoker of an existing model. */
  static LongsInvoker wrap(Longs model) {
    return new LongsInvoker(model);
  }

  /** The model that this invoker calls. */
  Longs model() {
    return model;
  }

  /** Calls {@link Longs#forward} with the hooks around it. */
  public long call(int a) {
    if (isQuiet()) {
      return runCall(a);
    }
    return callWatched(a);
  }

  private long callWatched(int a) {
    if (!isWatchedHere()) {
      return runCall(a);
    }
    return callHooks.watch(new Args(a), args -> runCall(args.a()));
  }

  private long runCall(int a) {
    return model.forward(a);
  }

  @Override
  public long applyAsLong(int a) {
    return call(a);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super LongsInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super LongsInvoker, ? super Args, Long> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super LongsInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super LongsInvoker, ? super Args, ? super Long> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super LongsInvoker, ? super Args, Long> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<LongsInvoker, Args, Long> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Longs";
  }

  @Override
  public LongsInvoker train() {
    super.train();
    return this;
  }

  @Override
  public LongsInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public LongsInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link LongsInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(int a) implements CallArgs {
    /** A copy of these arguments with another {@code a}. */
    public Args withA(int a) {
      return new Args(a);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
