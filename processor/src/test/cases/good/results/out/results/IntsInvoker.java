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
import java.util.function.IntBinaryOperator;

/**
 * Calls {@link Ints#forward}.
 *
 * <p>Several threads may call it at once if {@link Ints} allows it.
 */
@ForwardGenerated(
    value = Ints.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class IntsInvoker extends Invoker implements IntBinaryOperator {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<IntsInvoker, Args, Integer> CALL;

  static {
    Contract.require(1, "results.Ints");
    CALL = Entry.of(IntsInvoker.class, "call", ResultMapper.none());
  }

  private final Ints model;

  private final Hooks<IntsInvoker, Args, Integer> callHooks = new Hooks<>(this, CALL);

  private IntsInvoker(Ints model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Ints}, and its invoker. */
  static IntsInvoker of() {
    return new IntsInvoker(new Ints());
  }

  /** Creates the invoker of an existing model. */
  static IntsInvoker wrap(Ints model) {
    return new IntsInvoker(model);
  }

  /** The model that this invoker calls. */
  Ints model() {
    return model;
  }

  /** Calls {@link Ints#forward} with the hooks around it. */
  public int call(int a, int b) {
    if (isQuiet()) {
      return runCall(a, b);
    }
    return callWatched(a, b);
  }

  private int callWatched(int a, int b) {
    if (!isWatchedHere()) {
      return runCall(a, b);
    }
    return callHooks.watch(new Args(a, b), args -> runCall(args.a(), args.b()));
  }

  private int runCall(int a, int b) {
    return model.forward(a, b);
  }

  @Override
  public int applyAsInt(int a, int b) {
    return call(a, b);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super IntsInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super IntsInvoker, ? super Args, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super IntsInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super IntsInvoker, ? super Args, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super IntsInvoker, ? super Args, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<IntsInvoker, Args, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Ints";
  }

  @Override
  public IntsInvoker train() {
    super.train();
    return this;
  }

  @Override
  public IntsInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public IntsInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link IntsInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(int a, int b) implements CallArgs {
    /** A copy of these arguments with another {@code a}. */
    public Args withA(int a) {
      return new Args(a, b);
    }

    /** A copy of these arguments with another {@code b}. */
    public Args withB(int b) {
      return new Args(a, b);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
