package app;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.FinallyHook;
import dev.forja.ForwardHook;
import dev.forja.ForwardObserver;
import dev.forja.ForwardPreHook;
import dev.forja.ForwardPreObserver;
import dev.forja.HookHandle;
import dev.forja.Hooks;
import dev.forja.Shape;
import dev.forja.ShapeMismatchException;
import dev.forja.fake.FakeFunction;
import dev.forja.fake.FakeModule;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.Puts;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;
import java.util.Optional;

/**
 * Calls {@link LinearLayer#forward}. y = xW.
 *
 * <p>Several threads may call it at once if {@link LinearLayer} allows it.
 */
@ForwardGenerated(
    value = LinearLayer.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing", "exports"})
public final class Linear extends FakeModule implements FakeFunction {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<Linear, Args, FakeTensor> CALL;

  static {
    Contract.require(1, "app.LinearLayer");
    CALL = Entry.of(Linear.class, "call", TensorMapper::map);
  }

  private final LinearLayer model;

  private final Hooks<Linear, Args, FakeTensor> callHooks = new Hooks<>(this, CALL);

  private Linear(LinearLayer model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /**
   * Makes one.
   *
   * @param in inputs
   * @param out outputs
   */
  @Puts({"inFeatures = $0", "outFeatures = $1"})
  public static Linear of(int in, int out) {
    return new Linear(new LinearLayer(in, out));
  }

  /** Creates the invoker of an existing model. */
  static Linear wrap(LinearLayer model) {
    return new Linear(model);
  }

  /** The model that this invoker calls. */
  LinearLayer model() {
    return model;
  }

  /** Calls {@link LinearLayer#forward} with the hooks around it. */
  @Override
  @Shape("... outFeatures")
  public FakeTensor call(@Shape("... inFeatures") FakeTensor x) {
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
    if (x.rank() < 1 || x.size(-1) != model.inFeatures) {
      throw ShapeMismatchException.of(this, "x", "... inFeatures", x)
          .where("inFeatures", model.inFeatures)
          .exception();
    }
    FakeTensor result = model.forward(x);
    if (result.rank() < 1 || result.size(-1) != model.outFeatures) {
      throw ShapeMismatchException.of(this, "result", "... outFeatures", result)
          .where("outFeatures", model.outFeatures)
          .exception();
    }
    return result;
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super Linear, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super Linear, ? super Args, FakeTensor> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super Linear, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super Linear, ? super Args, ? super FakeTensor> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super Linear, ? super Args, FakeTensor> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<Linear, Args, FakeTensor> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.parameter("weight", model.weight);
    visitor.optional("bias", model.bias, StateVisitor::parameter);
  }

  /** The field {@code weight} of the model. */
  public FakeParameter weight() {
    return model.weight;
  }

  /** The field {@code bias} of the model. */
  public Optional<FakeParameter> bias() {
    return model.bias;
  }

  @Override
  public String typeName() {
    return "Linear";
  }

  @Override
  protected String extraRepr() {
    return model.extraRepr();
  }

  @Override
  public Linear freeze(boolean freeze) {
    super.freeze(freeze);
    return this;
  }

  @Override
  public Linear train() {
    super.train();
    return this;
  }

  @Override
  public Linear train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public Linear eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link Linear#call}. */
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
