package entries;

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
import dev.forja.fake.FakeTensor;
import dev.forja.spi.Contract;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Calls {@link Auto#forward} and {@link Auto#encode} and {@link Auto#toText}.
 *
 * <p>Several threads may call it at once if {@link Auto} allows it.
 */
@ForwardGenerated(
    value = Auto.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class AutoInvoker extends FakeModule
    implements FakeFunction, Embedder, Decoder<List<FakeTensor>, String> {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<AutoInvoker, Args, FakeTensor> CALL;

  /** Identifies the entry {@code encode} for scopes, captures and traces. */
  public static final Entry<AutoInvoker, EncodeArgs, FakeTensor> ENCODE;

  /** Identifies the entry {@code decode} for scopes, captures and traces. */
  public static final Entry<AutoInvoker, DecodeArgs, String> DECODE;

  static {
    Contract.require(1, "entries.Auto");
    CALL = Entry.of(AutoInvoker.class, "call", TensorMapper::map);
    ENCODE = Entry.of(AutoInvoker.class, "encode", TensorMapper::map);
    DECODE = Entry.of(AutoInvoker.class, "decode", ResultMapper.none());
  }

  private final Auto model;

  private final Hooks<AutoInvoker, Args, FakeTensor> callHooks = new Hooks<>(this, CALL);

  private final Hooks<AutoInvoker, EncodeArgs, FakeTensor> encodeHooks = new Hooks<>(this, ENCODE);

  private final Hooks<AutoInvoker, DecodeArgs, String> decodeHooks = new Hooks<>(this, DECODE);

  private AutoInvoker(Auto model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Auto}, and its invoker. */
  static AutoInvoker of() {
    return new AutoInvoker(new Auto());
  }

  /** Creates the invoker of an existing model. */
  static AutoInvoker wrap(Auto model) {
    return new AutoInvoker(model);
  }

  /** The model that this invoker calls. */
  Auto model() {
    return model;
  }

  /** Calls {@link Auto#forward} with the hooks around it. */
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

  /** Calls {@link Auto#encode} with the hooks around it. */
  public FakeTensor encode(FakeTensor x) {
    if (isQuiet()) {
      return runEncode(x);
    }
    return encodeWatched(x);
  }

  private FakeTensor encodeWatched(FakeTensor x) {
    if (!isWatchedHere()) {
      return runEncode(x);
    }
    return encodeHooks.watch(new EncodeArgs(x), args -> runEncode(args.x()));
  }

  private FakeTensor runEncode(FakeTensor x) {
    return model.encode(x, this);
  }

  @Override
  public FakeTensor embed(FakeTensor x) {
    return encode(x);
  }

  /** Calls {@link Auto#toText} with the hooks around it. */
  @Override
  public String decode(List<FakeTensor> code) throws IOException {
    if (isQuiet()) {
      return runDecode(code);
    }
    return decodeWatched(code);
  }

  private String decodeWatched(List<FakeTensor> code) throws IOException {
    if (!isWatchedHere()) {
      return runDecode(code);
    }
    return decodeHooks.watch(new DecodeArgs(code), args -> runDecode(args.code()));
  }

  private String runDecode(List<FakeTensor> code) throws IOException {
    return model.toText(code);
  }

  /** Adds a hook that runs before {@link #call} and returns the arguments to use. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super AutoInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super AutoInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super AutoInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super AutoInvoker, ? super Args, ? super FakeTensor> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super AutoInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<AutoInvoker, Args, FakeTensor> callHooks() {
    return callHooks;
  }

  /** The hooks of {@link #encode}. */
  public Hooks<AutoInvoker, EncodeArgs, FakeTensor> encodeHooks() {
    return encodeHooks;
  }

  /** The hooks of {@link #decode}. */
  public Hooks<AutoInvoker, DecodeArgs, String> decodeHooks() {
    return decodeHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {}

  @Override
  public String typeName() {
    return "Auto";
  }

  @Override
  public AutoInvoker freeze(boolean freeze) {
    super.freeze(freeze);
    return this;
  }

  @Override
  public AutoInvoker train() {
    super.train();
    return this;
  }

  @Override
  public AutoInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public AutoInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link AutoInvoker#call}. */
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

  /** The arguments of {@link AutoInvoker#encode}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record EncodeArgs(FakeTensor x) implements CallArgs {
    /** A copy of these arguments with another {@code x}. */
    public EncodeArgs withX(FakeTensor x) {
      return new EncodeArgs(x);
    }

    @Override
    public EncodeArgs mapTensors(TensorMapper mapper) {
      return new EncodeArgs(mapper.map(x));
    }
  }

  /** The arguments of {@link AutoInvoker#decode}. */
  @Generated("dev.forja.processor.ForwardProcessor")
  public record DecodeArgs(List<FakeTensor> code) implements CallArgs {
    /** A copy of these arguments with another {@code code}. */
    public DecodeArgs withCode(List<FakeTensor> code) {
      return new DecodeArgs(code);
    }

    @Override
    public DecodeArgs mapTensors(TensorMapper mapper) {
      return new DecodeArgs(mapper.list(code, mapper::map));
    }
  }
}
