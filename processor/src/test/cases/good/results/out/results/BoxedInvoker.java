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
import java.util.function.UnaryOperator;

/**
 * Calls {@link Boxed#forward}.
 *
 * <p>Several threads may call it at once if {@link Boxed} allows it.
 */
@ForwardGenerated(
    value = Boxed.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class BoxedInvoker extends Invoker implements UnaryOperator<Integer> {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<BoxedInvoker, Args, Integer> CALL;

  static {
    Contract.require(1, "results.Boxed");
    CALL = Entry.of(BoxedInvoker.class, "call", ResultMapper.none());
  }

  private final Boxed model;

  private final Hooks<BoxedInvoker, Args, Integer> callHooks = new Hooks<>(this, CALL);

  private BoxedInvoker(Boxed model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Boxed}, and its invoker. */
  static BoxedInvoker of() {
    return new BoxedInvoker(new Boxed());
  }

  /** Creates the invoker of an existing model. */
  static BoxedInvoker wrap(Boxed model) {
    return new BoxedInvoker(model);
  }

  /** The model that this invoker calls. */
  Boxed model() {
    return model;
  }

  /** Calls {@link Boxed#forward} with the hooks around it. */
  public Integer call(Integer a) {
    if (isQuiet()) {
      return runCall(a);
    }
    return callWatched(a);
  }

  private Integer callWatched(Integer a) {
    if (!isWatchedHere()) {
      return runCall(a);
    }
    return callHooks.watch(new Args(a), args -> runCall(args.a()));
  }

  private Integer runCall(Integer a) {
    return model.forward(a);
  }

  @Override
  public Integer apply(Integer a) {
    return call(a);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super BoxedInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super BoxedInvoker, ? super Args, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super BoxedInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super BoxedInvoker, ? super Args, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super BoxedInvoker, ? super Args, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<BoxedInvoker, Args, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Boxed";
  }

  @Override
  public BoxedInvoker train() {
    super.train();
    return this;
  }

  @Override
  public BoxedInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public BoxedInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link BoxedInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(Integer a) implements CallArgs {
    /** A copy of these arguments with another {@code a}. */
    public Args withA(Integer a) {
      return new Args(a);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
