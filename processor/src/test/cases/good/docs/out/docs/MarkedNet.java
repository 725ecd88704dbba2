package docs;

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
 * Calls {@link Marked#forward}. Doubles, as in a. b *&#47; c and a {@code List<T>}, where x &lt; y
 * &amp;&amp; z.
 *
 * <p>Several threads may call it at once if {@link Marked} allows it.
 */
@ForwardGenerated(
    value = Marked.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing", "exports"})
public final class MarkedNet extends Invoker implements IntUnaryOperator {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<MarkedNet, Args, Integer> CALL;

  static {
    Contract.require(1, "docs.Marked");
    CALL = Entry.of(MarkedNet.class, "call", ResultMapper.none());
  }

  private final Marked model;

  private final Hooks<MarkedNet, Args, Integer> callHooks = new Hooks<>(this, CALL);

  private MarkedNet(Marked model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /**
   * Makes one of {{ braces and a *&#47; star, as the other and {@code Marked} do; see here.
   *
   * <p>- a point - another, A
   *
   * @param size how many, {&#64;code x} of them
   * @throws IllegalArgumentException if {@code size < 0}
   */
  public static MarkedNet of(int size) {
    return new MarkedNet(new Marked(size));
  }

  /**
   * One of a text.
   *
   * @param text the text
   */
  public static MarkedNet of(String text) {
    return new MarkedNet(new Marked(text));
  }

  /** Creates the invoker of an existing model. */
  public static MarkedNet wrap(Marked model) {
    return new MarkedNet(model);
  }

  /** The model that this invoker calls. */
  public Marked model() {
    return model;
  }

  /** Calls {@link Marked#forward} with the hooks around it. */
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
    return model.forward(x);
  }

  @Override
  public int applyAsInt(int x) {
    return call(x);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super MarkedNet, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super MarkedNet, ? super Args, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super MarkedNet, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super MarkedNet, ? super Args, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super MarkedNet, ? super Args, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<MarkedNet, Args, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "MarkedNet";
  }

  @Override
  public MarkedNet train() {
    super.train();
    return this;
  }

  @Override
  public MarkedNet train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public MarkedNet eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link MarkedNet#call}. */
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
