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
import java.util.function.IntUnaryOperator;

/**
 * Calls {@link Own#first} and {@link Own#second}.
 *
 * <p>Several threads may call it at once if {@link Own} allows it.
 */
@ForwardGenerated(
    value = Own.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class OwnInvoker extends Invoker implements IntUnaryOperator {
  /** Identifies the entry {@code apply} for scopes, captures and traces. */
  public static final Entry<OwnInvoker, ApplyArgs, Integer> APPLY;

  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<OwnInvoker, Args, Integer> CALL;

  static {
    Contract.require(1, "entries.Own");
    APPLY = Entry.of(OwnInvoker.class, "apply", ResultMapper.none());
    CALL = Entry.of(OwnInvoker.class, "call", ResultMapper.none());
  }

  private final Own model;

  private final Hooks<OwnInvoker, ApplyArgs, Integer> applyHooks = new Hooks<>(this, APPLY);

  private final Hooks<OwnInvoker, Args, Integer> callHooks = new Hooks<>(this, CALL);

  private OwnInvoker(Own model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Own}, and its invoker. */
  static OwnInvoker of() {
    return new OwnInvoker(new Own());
  }

  /** Creates the invoker of an existing model. */
  static OwnInvoker wrap(Own model) {
    return new OwnInvoker(model);
  }

  /** The model that this invoker calls. */
  Own model() {
    return model;
  }

  /** Calls {@link Own#first} with the hooks around it. */
  public int apply(int x) {
    if (isQuiet()) {
      return runApply(x);
    }
    return applyWatched(x);
  }

  private int applyWatched(int x) {
    if (!isWatchedHere()) {
      return runApply(x);
    }
    return applyHooks.watch(new ApplyArgs(x), args -> runApply(args.x()));
  }

  private int runApply(int x) {
    return model.first(x);
  }

  /** Calls {@link Own#second} with the hooks around it. */
  public int call(int x) {
    if (isQuiet()) {
      return runCall(x);
    }
    return callWatched(x);
  }

  private int callWatched(int x) {
    if (!isWatchedHere()) {
      return runCall(x);
    }
    return callHooks.watch(new Args(x), args -> runCall(args.x()));
  }

  private int runCall(int x) {
    return model.second(x);
  }

  @Override
  public int applyAsInt(int x) {
    return call(x);
  }

  /** The hooks of {@link #apply}. */
  public Hooks<OwnInvoker, ApplyArgs, Integer> applyHooks() {
    return applyHooks;
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super OwnInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super OwnInvoker, ? super Args, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super OwnInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super OwnInvoker, ? super Args, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super OwnInvoker, ? super Args, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<OwnInvoker, Args, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Own";
  }

  @Override
  public OwnInvoker train() {
    super.train();
    return this;
  }

  @Override
  public OwnInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public OwnInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link OwnInvoker#apply}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record ApplyArgs(int x) implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public ApplyArgs withX(int x) {
      return new ApplyArgs(x);
    }

    @Override
    public ApplyArgs mapTensors(TensorMapper mapper) {
      return this;
    }
  }

  /** The arguments of {@link OwnInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(int x) implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public Args withX(int x) {
      return new Args(x);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
