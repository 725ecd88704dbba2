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
import dev.forja.Invoker;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.Puts;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * Calls {@link Product#multiply}.
 *
 * <p>Several threads may call it at once if {@link Product} allows it.
 */
@ForwardGenerated(
    value = Product.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class ProductInvoker extends Invoker implements IntSupplier {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<ProductInvoker, Args, Integer> CALL;

  static {
    Contract.require(1, "app.Product");
    CALL = Entry.of(ProductInvoker.class, "call", ResultMapper.none());
  }

  private final Product model;

  private final Hooks<ProductInvoker, Args, Integer> callHooks = new Hooks<>(this, CALL);

  private ProductInvoker(Product model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Product}, and its invoker. */
  @Puts({"a = $0", "b = $1", "c = $2"})
  static ProductInvoker of(int a, int b, int c) {
    return new ProductInvoker(new Product(a, b, c));
  }

  /** Creates the invoker of an existing model. */
  static ProductInvoker wrap(Product model) {
    return new ProductInvoker(model);
  }

  /** The model that this invoker calls. */
  Product model() {
    return model;
  }

  /** Calls {@link Product#multiply} with the hooks around it. */
  public int call() {
    if (isQuiet()) {
      return runCall();
    }
    return callWatched();
  }

  private int callWatched() {
    if (!isWatchedHere()) {
      return runCall();
    }
    return callHooks.watch(new Args(), _ -> runCall());
  }

  private int runCall() {
    return model.multiply();
  }

  @Override
  public int getAsInt() {
    return call();
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super ProductInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super ProductInvoker, ? super Args, Integer> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(
      ForwardPreObserver<? super ProductInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super ProductInvoker, ? super Args, ? super Integer> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super ProductInvoker, ? super Args, Integer> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<ProductInvoker, Args, Integer> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Product";
  }

  @Override
  public ProductInvoker train() {
    super.train();
    return this;
  }

  @Override
  public ProductInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public ProductInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link ProductInvoker#call}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record Args() implements CallArgs {
    @Override
    public Args mapTensors(TensorMapper mapper) {
      return this;
    }
  }
}
