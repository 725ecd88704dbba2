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

/**
 * Calls {@link Floats#forward}.
 *
 * <p>Several threads may call it at once if {@link Floats} allows it.
 */
@ForwardGenerated(
    value = Floats.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class FloatsInvoker extends Invoker {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<FloatsInvoker, Args, Float> CALL;

  static {
    Contract.require(1, "results.Floats");
    CALL = Entry.of(FloatsInvoker.class, "call", ResultMapper.none());
  }

  private final Floats model;

  private final Hooks<FloatsInvoker, Args, Float> callHooks = new Hooks<>(this, CALL);

  private FloatsInvoker(Floats model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Floats}, and its invoker. */
  static FloatsInvoker of() {
    return new FloatsInvoker(new Floats());
  }

  /** Creates the invoker of an existing model. */
  static FloatsInvoker wrap(Floats model) {
    return new FloatsInvoker(model);
  }

  /** The model that this invoker calls. */
  Floats model() {
    return model;
  }

  /** Calls {@link Floats#forward} with the hooks around it. */
  public float call(float a, byte b, short c, char d, boolean e) {
    if (isQuiet()) {
      return runCall(a, b, c, d, e);
    }
    return callWatched(a, b, c, d, e);
  }

  private float callWatched(float a, byte b, short c, char d, boolean e) {
    if (!isWatchedHere()) {
      return runCall(a, b, c, d, e);
    }
    return callHooks.watch(
        new Args(a, b, c, d, e), args -> runCall(args.a(), args.b(), args.c(), args.d(), args.e()));
  }

  private float runCall(float a, byte b, short c, char d, boolean e) {
    return model.forward(a, b, c, d, e);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super FloatsInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super FloatsInvoker, ? super Args, Float> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(
      ForwardPreObserver<? super FloatsInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super FloatsInvoker, ? super Args, ? super Float> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super FloatsInvoker, ? super Args, Float> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<FloatsInvoker, Args, Float> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Floats";
  }

  @Override
  public FloatsInvoker train() {
    super.train();
    return this;
  }

  @Override
  public FloatsInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public FloatsInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link FloatsInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(float a, byte b, short c, char d, boolean e) implements CallArgs {
    /** A copy of these arguments with another {@code a}. */
    public Args withA(float a) {
      return new Args(a, b, c, d, e);
    }

    /** A copy of these arguments with another {@code b}. */
    public Args withB(byte b) {
      return new Args(a, b, c, d, e);
    }

    /** A copy of these arguments with another {@code c}. */
    public Args withC(short c) {
      return new Args(a, b, c, d, e);
    }

    /** A copy of these arguments with another {@code d}. */
    public Args withD(char d) {
      return new Args(a, b, c, d, e);
    }

    /** A copy of these arguments with another {@code e}. */
    public Args withE(boolean e) {
      return new Args(a, b, c, d, e);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
