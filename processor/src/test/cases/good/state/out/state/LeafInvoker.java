package state;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.FinallyHook;
import dev.forja.ForwardHook;
import dev.forja.ForwardObserver;
import dev.forja.ForwardPreHook;
import dev.forja.ForwardPreObserver;
import dev.forja.HookHandle;
import dev.forja.Hooks;
import dev.forja.fake.FakeFunction;
import dev.forja.fake.FakeModule;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;

/**
 * Calls {@link Leaf#forward}.
 *
 * <p>Several threads may call it at once if {@link Leaf} allows it.
 */
@ForwardGenerated(
    value = Leaf.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class LeafInvoker extends FakeModule implements FakeFunction {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<LeafInvoker, Args, FakeTensor> CALL;

  static {
    Contract.require(1, "state.Leaf");
    CALL = Entry.of(LeafInvoker.class, "call", TensorMapper::map);
  }

  private final Leaf model;

  private final Hooks<LeafInvoker, Args, FakeTensor> callHooks = new Hooks<>(this, CALL);

  private LeafInvoker(Leaf model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Leaf}, and its invoker. */
  static LeafInvoker of() {
    return new LeafInvoker(new Leaf());
  }

  /** Creates the invoker of an existing model. */
  static LeafInvoker wrap(Leaf model) {
    return new LeafInvoker(model);
  }

  /** The model that this invoker calls. */
  Leaf model() {
    return model;
  }

  /** Calls {@link Leaf#forward} with the hooks around it. */
  @Override
  public FakeTensor call(FakeTensor x) {
    if (isQuiet()) {
      return runCall(x);
    }
    return callWatched(x);
  }

  private FakeTensor callWatched(FakeTensor x) {
    if (!isWatchedHere()) {
      return runCall(x);
    }
    return callHooks.watch(new Args(x), args -> runCall(args.x()));
  }

  private FakeTensor runCall(FakeTensor x) {
    return model.forward(x);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super LeafInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super LeafInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super LeafInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super LeafInvoker, ? super Args, ? super FakeTensor> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super LeafInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<LeafInvoker, Args, FakeTensor> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.parameter("weight", model.weight);
  }

  /** The field {@code weight} of the model. */
  public FakeParameter weight() {
    return model.weight;
  }

  @Override
  public String typeName() {
    return "Leaf";
  }

  @Override
  public LeafInvoker freeze(boolean freeze) {
    super.freeze(freeze);
    return this;
  }

  @Override
  public LeafInvoker train() {
    super.train();
    return this;
  }

  @Override
  public LeafInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public LeafInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link LeafInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(FakeTensor x) implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public Args withX(FakeTensor x) {
      return new Args(x);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return new Args(mapper.map(x));
    }
  }
}
