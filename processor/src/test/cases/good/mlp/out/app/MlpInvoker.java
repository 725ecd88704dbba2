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
import dev.forja.fake.FakeTensor;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;

/**
 * Calls {@link Mlp#forward}. Two layers and a nonlinearity.
 *
 * <p>Several threads may call it at once if {@link Mlp} allows it.
 */
@ForwardGenerated(
    value = Mlp.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class MlpInvoker extends FakeModule implements FakeFunction {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<MlpInvoker, Args, FakeTensor> CALL;

  static {
    Contract.require(1, "app.Mlp");
    CALL = Entry.of(MlpInvoker.class, "call", TensorMapper::map);
  }

  private final Mlp model;

  private final Hooks<MlpInvoker, Args, FakeTensor> callHooks = new Hooks<>(this, CALL);

  private MlpInvoker(Mlp model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Mlp}, and its invoker. */
  static MlpInvoker of(int in, int width, int classes) {
    return new MlpInvoker(new Mlp(in, width, classes));
  }

  /** Creates the invoker of an existing model. */
  static MlpInvoker wrap(Mlp model) {
    return new MlpInvoker(model);
  }

  /** The model that this invoker calls. */
  Mlp model() {
    return model;
  }

  /** Calls {@link Mlp#forward} with the hooks around it. */
  @Override
  @Shape("n 10")
  public FakeTensor call(@Shape("n 784") FakeTensor images) {
    if (isQuiet()) {
      return runCall(images);
    }
    return callWatched(images);
  }

  private FakeTensor callWatched(FakeTensor images) {
    if (!isWatchedHere()) {
      return runCall(images);
    }
    return callHooks.watch(new Args(images), args -> runCall(args.images()));
  }

  private FakeTensor runCall(FakeTensor images) {
    if (images.rank() != 2 || images.size(1) != 784) {
      throw ShapeMismatchException.of(this, "images", "n 784", images).exception();
    }
    int n = images.size(0);
    FakeTensor result = model.forward(images);
    if (result.rank() != 2 || result.size(0) != n || result.size(1) != 10) {
      throw ShapeMismatchException.of(this, "result", "n 10", result)
          .where("n", n, "images", images)
          .exception();
    }
    return result;
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super MlpInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super MlpInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super MlpInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super MlpInvoker, ? super Args, ? super FakeTensor> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super MlpInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<MlpInvoker, Args, FakeTensor> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.child("hidden", model.hidden);
    visitor.child("out", model.out);
  }

  /** The field {@code hidden} of the model. */
  public Linear hidden() {
    return model.hidden;
  }

  /** The field {@code out} of the model. */
  public Linear out() {
    return model.out;
  }

  @Override
  public String typeName() {
    return "Mlp";
  }

  @Override
  public MlpInvoker freeze(boolean freeze) {
    super.freeze(freeze);
    return this;
  }

  @Override
  public MlpInvoker train() {
    super.train();
    return this;
  }

  @Override
  public MlpInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public MlpInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link MlpInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(FakeTensor images) implements CallArgs {
    /** A copy of these arguments with another {@code images}. */
    public Args withImages(FakeTensor images) {
      return new Args(images);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return new Args(mapper.map(images));
    }
  }
}
