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
import java.util.function.BiFunction;

/**
 * Calls {@link Arrays2#forward}.
 *
 * <p>Several threads may call it at once if {@link Arrays2} allows it.
 */
@ForwardGenerated(
    value = Arrays2.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class Arrays2Invoker extends Invoker implements BiFunction<String[], double[][], int[][]> {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<Arrays2Invoker, Args, int[][]> CALL;

  static {
    Contract.require(1, "results.Arrays2");
    CALL = Entry.of(Arrays2Invoker.class, "call", ResultMapper.none());
  }

  private final Arrays2 model;

  private final Hooks<Arrays2Invoker, Args, int[][]> callHooks = new Hooks<>(this, CALL);

  private Arrays2Invoker(Arrays2 model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Arrays2}, and its invoker. */
  static Arrays2Invoker of() {
    return new Arrays2Invoker(new Arrays2());
  }

  /** Creates the invoker of an existing model. */
  static Arrays2Invoker wrap(Arrays2 model) {
    return new Arrays2Invoker(model);
  }

  /** The model that this invoker calls. */
  Arrays2 model() {
    return model;
  }

  /** Calls {@link Arrays2#forward} with the hooks around it. */
  public int[][] call(String[] names, double[]... rest) {
    if (isQuiet()) {
      return runCall(names, rest);
    }
    return callWatched(names, rest);
  }

  private int[][] callWatched(String[] names, double[][] rest) {
    if (!isWatchedHere()) {
      return runCall(names, rest);
    }
    return callHooks.watch(new Args(names, rest), args -> runCall(args.names(), args.rest()));
  }

  private int[][] runCall(String[] names, double[][] rest) {
    return model.forward(names, rest);
  }

  @Override
  public int[][] apply(String[] names, double[][] rest) {
    return call(names, rest);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super Arrays2Invoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super Arrays2Invoker, ? super Args, int[][]> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(
      ForwardPreObserver<? super Arrays2Invoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super Arrays2Invoker, ? super Args, ? super int[][]> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super Arrays2Invoker, ? super Args, int[][]> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<Arrays2Invoker, Args, int[][]> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Arrays2";
  }

  @Override
  public Arrays2Invoker train() {
    super.train();
    return this;
  }

  @Override
  public Arrays2Invoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public Arrays2Invoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link Arrays2Invoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args(String[] names, double[][] rest) implements CallArgs {
    /** A copy of these arguments with another {@code names}. */
    public Args withNames(String[] names) {
      return new Args(names, rest);
    }

    /** A copy of these arguments with another {@code rest}. */
    public Args withRest(double[][] rest) {
      return new Args(names, rest);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
