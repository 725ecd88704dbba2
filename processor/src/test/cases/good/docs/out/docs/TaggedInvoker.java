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
import java.io.IOException;
import java.util.Objects;

/**
 * Calls {@link Tagged#forward}. It is {@code a. b} of some things, never.
 *
 * <p>Several threads may call it at once if {@link Tagged} allows it.
 */
@ForwardGenerated(
    value = Tagged.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing", "exports"})
public final class TaggedInvoker<T> extends Invoker {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<TaggedInvoker<?>, Args<?>, Integer> CALL;

  static {
    Contract.require(1, "docs.Tagged");
    CALL =
        Entry.<TaggedInvoker<?>, Args<?>, Integer>of(
            TaggedInvoker.class,
            "call",
            ResultMapper.none()).opaqueArgs("t: the type variable T is too open");
  }

  private final Tagged<T> model;

  private final Hooks<TaggedInvoker<T>, Args<T>, Integer> callHooks =
      new Hooks<TaggedInvoker<T>, Args<T>, Integer>(this, callEntry());

  private TaggedInvoker(Tagged<T> model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /**
   * Makes {@code FACTOR} of {@code forward}, {@code Tagged}, &lt;b&gt;&#64;, &copy; &amp; 1 &lt; 2.
   *
   * <p>one
   *
   * <p>two
   *
   * @param size how many
   * @param one of them, {@code @Nullable}
   * @throws IOException if it fails
   * @throws IllegalStateException at times
   * @deprecated use {@code Tagged(String)}
   */
  @Deprecated
  public static <T, U> TaggedInvoker<T> of(int size, U one) throws IOException {
    return new TaggedInvoker<T>(new <U> Tagged<T>(size, one));
  }

  /**
   * One of a text.
   *
   * @param text the text
   */
  public static <T> TaggedInvoker<T> of(String text) {
    return new TaggedInvoker<T>(new Tagged<T>(text));
  }

  /** Makes one. */
  public static <T> TaggedInvoker<T> of() {
    return new TaggedInvoker<T>(new Tagged<T>());
  }

  /** Creates the invoker of an existing model. */
  public static <T> TaggedInvoker<T> wrap(Tagged<T> model) {
    return new TaggedInvoker<T>(model);
  }

  /** The model that this invoker calls. */
  public Tagged<T> model() {
    return model;
  }

  @SuppressWarnings("unchecked")
  private Entry<TaggedInvoker<T>, Args<T>, Integer> callEntry() {
    return (Entry<TaggedInvoker<T>, Args<T>, Integer>) (Entry<?, ?, ?>) CALL;
  }

  /** Calls {@link Tagged#forward} with the hooks around it. */
  public int call(int x, T t) {
    if (isQuiet()) {
      return runCall(x, t);
    }
    return callWatched(x, t);
  }

  private int callWatched(int x, T t) {
    if (!isWatchedHere()) {
      return runCall(x, t);
    }
    return callHooks.watch(new Args<T>(x, t), args -> runCall(args.x(), args.t()));
  }

  private int runCall(int x, T t) {
    return model.forward(x, t);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super TaggedInvoker<T>, Args<T>> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super TaggedInvoker<T>, ? super Args<T>, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(
      ForwardPreObserver<? super TaggedInvoker<T>, ? super Args<T>> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super TaggedInvoker<T>, ? super Args<T>, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super TaggedInvoker<T>, ? super Args<T>, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<TaggedInvoker<T>, Args<T>, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Tagged";
  }

  @Override
  public TaggedInvoker<T> train() {
    super.train();
    return this;
  }

  @Override
  public TaggedInvoker<T> train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public TaggedInvoker<T> eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link TaggedInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args<T>(int x, T t) implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public Args<T> withX(int x) {
      return new Args<T>(x, t);
    }

    /** A copy of these arguments with another {@code t}. */
    public Args<T> withT(T t) {
      return new Args<T>(x, t);
    }

    @Override
    public Args<T> mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
