package shapes;

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
import dev.forja.fake.FakeModule;
import dev.forja.fake.FakeTensor;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.Puts;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@link Net#forward} and {@link Net#maybe}.
 *
 * <p>Several threads may call it at once if {@link Net} allows it.
 */
@ForwardGenerated(
    value = Net.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class NetInvoker extends FakeModule {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<NetInvoker, Args, FakeTensor> CALL;

  /** Identifies the entry {@code maybe} for scopes, captures and traces. */
  public static final Entry<NetInvoker, MaybeArgs, @Nullable FakeTensor> MAYBE;

  static {
    Contract.require(1, "shapes.Net");
    CALL = Entry.of(NetInvoker.class, "call", TensorMapper::map);
    MAYBE =
        Entry.<NetInvoker, MaybeArgs, @Nullable FakeTensor>of(
            NetInvoker.class, "maybe", TensorMapper::map).nullable();
  }

  private final Net model;

  private final Hooks<NetInvoker, Args, FakeTensor> callHooks = new Hooks<>(this, CALL);

  private final Hooks<NetInvoker, MaybeArgs, @Nullable FakeTensor> maybeHooks =
      new Hooks<>(this, MAYBE);

  private NetInvoker(Net model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Net}, and its invoker. */
  @Puts({"width = 4", "heads = 2"})
  static NetInvoker of() {
    return new NetInvoker(new Net());
  }

  /** Creates the invoker of an existing model. */
  static NetInvoker wrap(Net model) {
    return new NetInvoker(model);
  }

  /** The model that this invoker calls. */
  Net model() {
    return model;
  }

  /** Calls {@link Net#forward} with the hooks around it. */
  @Shape("... n width")
  public FakeTensor call(
      @Shape("... n width") FakeTensor x,
      @Shape("n n _") @Nullable FakeTensor mask,
      @Shape("") FakeTensor scale,
      @Shape("batch heads n") FakeTensor more) {
    if (isQuiet()) {
      return runCall(x, mask, scale, more);
    }
    return callWatched(x, mask, scale, more);
  }

  private FakeTensor callWatched(
      FakeTensor x, @Nullable FakeTensor mask, FakeTensor scale, FakeTensor more) {
    if (!isWatchedHere()) {
      return runCall(x, mask, scale, more);
    }
    return callHooks.watch(
        new Args(x, mask, scale, more),
        args -> runCall(args.x(), args.mask(), args.scale(), args.more()));
  }

  private FakeTensor runCall(
      FakeTensor x, @Nullable FakeTensor mask, FakeTensor scale, FakeTensor more) {
    if (x.rank() < 2 || x.size(-1) != model.width()) {
      throw ShapeMismatchException.of(this, "x", "... n width", x)
          .where("width", model.width())
          .exception();
    }
    int n = x.size(-2);
    if (mask != null && (mask.rank() != 3 || mask.size(0) != n || mask.size(1) != n)) {
      throw ShapeMismatchException.of(this, "mask", "n n _", mask)
          .where("n", n, "x", x)
          .exception();
    }
    if (scale.rank() != 0) {
      throw ShapeMismatchException.of(this, "scale", "", scale).exception();
    }
    if (more.rank() != 3 || more.size(1) != model.heads || more.size(2) != n) {
      throw ShapeMismatchException.of(this, "more", "batch heads n", more)
          .where("heads", model.heads)
          .where("n", n, "x", x)
          .exception();
    }
    FakeTensor result = model.forward(x, mask, scale, more);
    if (result.rank() < 2 || result.size(-2) != n || result.size(-1) != model.width()) {
      throw ShapeMismatchException.of(this, "result", "... n width", result)
          .where("n", n, "x", x)
          .where("width", model.width())
          .exception();
    }
    return result;
  }

  /** Calls {@link Net#maybe} with the hooks around it. */
  @Shape("k")
  public @Nullable FakeTensor maybe(
      @Shape("k k") @Nullable FakeTensor x, @Shape("k") FakeTensor y) {
    if (isQuiet()) {
      return runMaybe(x, y);
    }
    return maybeWatched(x, y);
  }

  private @Nullable FakeTensor maybeWatched(@Nullable FakeTensor x, FakeTensor y) {
    if (!isWatchedHere()) {
      return runMaybe(x, y);
    }
    return maybeHooks.watch(new MaybeArgs(x, y), args -> runMaybe(args.x(), args.y()));
  }

  private @Nullable FakeTensor runMaybe(@Nullable FakeTensor x, FakeTensor y) {
    if (x != null && (x.rank() != 2 || x.size(1) != x.size(0))) {
      throw ShapeMismatchException.of(this, "x", "k k", x).exception();
    }
    if (y.rank() != 1) {
      throw ShapeMismatchException.of(this, "y", "k", y).exception();
    }
    int k = y.size(0);
    @Nullable FakeTensor result = model.maybe(x, y);
    if (result != null && (result.rank() != 1 || result.size(0) != k)) {
      throw ShapeMismatchException.of(this, "result", "k", result)
          .where("k", k, "y", y)
          .exception();
    }
    return result;
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super NetInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super NetInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super NetInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super NetInvoker, ? super Args, ? super FakeTensor> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super NetInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<NetInvoker, Args, FakeTensor> callHooks() {
    return callHooks;
  }

  /** The hooks of {@link #maybe}. */
  public Hooks<NetInvoker, MaybeArgs, @Nullable FakeTensor> maybeHooks() {
    return maybeHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Net";
  }

  @Override
  public NetInvoker freeze(boolean freeze) {
    super.freeze(freeze);
    return this;
  }

  @Override
  public NetInvoker train() {
    super.train();
    return this;
  }

  @Override
  public NetInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public NetInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link NetInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(FakeTensor x, @Nullable FakeTensor mask, FakeTensor scale, FakeTensor more)
      implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public Args withX(FakeTensor x) {
      return new Args(x, mask, scale, more);
    }

    /** A copy of these arguments with another {@code mask}. */
    public Args withMask(@Nullable FakeTensor mask) {
      return new Args(x, mask, scale, more);
    }

    /** A copy of these arguments with another {@code scale}. */
    public Args withScale(FakeTensor scale) {
      return new Args(x, mask, scale, more);
    }

    /** A copy of these arguments with another {@code more}. */
    public Args withMore(FakeTensor more) {
      return new Args(x, mask, scale, more);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return new Args(mapper.map(x), mapper.map(mask), mapper.map(scale), mapper.map(more));
    }
  }

  /** The arguments of {@link NetInvoker#maybe}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record MaybeArgs(@Nullable FakeTensor x, FakeTensor y) implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public MaybeArgs withX(@Nullable FakeTensor x) {
      return new MaybeArgs(x, y);
    }

    /** A copy of these arguments with another {@code y}. */
    public MaybeArgs withY(FakeTensor y) {
      return new MaybeArgs(x, y);
    }

    @Override
    public MaybeArgs mapTensors(TensorMapper mapper) {
      return new MaybeArgs(mapper.map(x), mapper.map(y));
    }
  }
}
