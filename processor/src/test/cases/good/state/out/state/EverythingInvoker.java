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
import dev.forja.Invoker;
import dev.forja.fake.FakeFunction;
import dev.forja.fake.FakeModule;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import dev.forja.spi.ChildSlots;
import dev.forja.spi.Contract;
import dev.forja.spi.FieldVisitor;
import dev.forja.spi.ForwardGenerated;
import dev.forja.spi.Generated;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Calls {@link Everything#forward}.
 *
 * <p>Several threads may call it at once if {@link Everything} allows it.
 */
@ForwardGenerated(
    value = Everything.class,
    contract = 1
)
@Generated("dev.forja.processor.ForwardProcessor")
@SuppressWarnings({"all", "doclint:missing"})
final class EverythingInvoker extends FakeModule implements FakeFunction {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<EverythingInvoker, Args, FakeTensor> CALL;

  static {
    Contract.require(1, "state.Everything");
    CALL = Entry.of(EverythingInvoker.class, "call", TensorMapper::map);
  }

  private final Everything model;

  private final Hooks<EverythingInvoker, Args, FakeTensor> callHooks = new Hooks<>(this, CALL);

  private EverythingInvoker(Everything model) {
    this.model = Objects.requireNonNull(model, "model");
    adoptChildren();
  }

  /** Makes a {@link Everything}, and its invoker. */
  static EverythingInvoker of() {
    return new EverythingInvoker(new Everything());
  }

  /** Creates the invoker of an existing model. */
  static EverythingInvoker wrap(Everything model) {
    return new EverythingInvoker(model);
  }

  /** The model that this invoker calls. */
  Everything model() {
    return model;
  }

  /** Calls {@link Everything#forward} with the hooks around it. */
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
  public HookHandle registerForwardPreHook(ForwardPreHook<? super EverythingInvoker, Args> hook) {
    return callHooks.registerForwardPreHook(hook);
  }

  /** Adds a hook that runs after {@link #call} and returns the result to use. */
  public HookHandle registerForwardHook(
      ForwardHook<? super EverythingInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerForwardHook(hook);
  }

  /** Adds a hook that observes the arguments of {@link #call}. */
  public HookHandle observeForwardPre(
      ForwardPreObserver<? super EverythingInvoker, ? super Args> hook) {
    return callHooks.observeForwardPre(hook);
  }

  /** Adds a hook that observes the result of {@link #call}. */
  public HookHandle observeForward(
      ForwardObserver<? super EverythingInvoker, ? super Args, ? super FakeTensor> hook) {
    return callHooks.observeForward(hook);
  }

  /** Adds a hook that runs when a {@link #call} ends, normally or with an exception. */
  public HookHandle registerFinallyHook(
      FinallyHook<? super EverythingInvoker, ? super Args, FakeTensor> hook) {
    return callHooks.registerFinallyHook(hook);
  }

  /** The hooks of {@link #call}. */
  public Hooks<EverythingInvoker, Args, FakeTensor> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {
    visitor.child("child", model.child);
    visitor.list("list", model.list, StateVisitor::child);
    visitor.list("arrayList", model.arrayList, StateVisitor::child);
    visitor.array(
        "arrays", model.arrays, (each, name, item) -> each.array(name, item, StateVisitor::child));
    visitor.map("map", model.map, StateVisitor::child);
    visitor.map(
        "ordered", model.ordered, (each, name, item) -> each.list(name, item, StateVisitor::child));
    visitor.optional("optional", model.optional, StateVisitor::child);
    visitor.optional("none", model.none, StateVisitor::parameter);
    if (model.pair != null) {
      visitor.parameter("pair.weight", model.pair.weight());
      visitor.optional("pair.bias", model.pair.bias(), StateVisitor::parameter);
    }
    if (model.group != null) {
      visitor.child("group.renamed", model.group.first());
      visitor.list("group.rest", model.group.rest(), StateVisitor::child);
    }
    visitor.list(
        "pairs",
        model.pairs,
        (each, name, item) -> {
          if (item != null) {
            each.parameter(StateVisitor.join(name, "weight"), item.weight());
            each.optional(StateVisitor.join(name, "bias"), item.bias(), StateVisitor::parameter);
          }
        });
    visitor.source("", "flat");
    visitor.list("", model.flat, StateVisitor::child);
    visitor.source("", "flatRecord");
    if (model.flatRecord != null) {
      visitor.parameter("renamed", model.flatRecord.first());
      visitor.list("rest", model.flatRecord.rest(), StateVisitor::parameter);
    }
    visitor.source("other", "named");
    visitor.parameter("other", model.named);
    visitor.buffer("buffer", model.buffer, true);
    visitor.list("buffers", model.buffers, (each, name, item) -> each.buffer(name, item, false));
    if (model.open instanceof Invoker child) {
      visitor.child("open", child);
    }
    visitor.list(
        "opens",
        model.opens,
        (each, name, item) -> {
          if (item instanceof Invoker child) {
            each.child(name, child);
          }
        });
    if (model.any instanceof Invoker child) {
      visitor.child("any", child);
    }
    visitor.child("invoker", model.invoker);
    visitor.parameter("hidden", model.hidden());
    visitor.parameter("empty", model.empty);
  }

  @Override
  public void visitFields(FieldVisitor visitor) {
    visitor.value("pairs", model.pairs);
    visitor.value("opens", model.opens);
    visitor.value("words", model.words);
    visitor.value("set", model.set);
    visitor.value("steps", model.steps);
  }

  @Override
  protected void visitSlots(ChildSlots slots) {
    slots.list("list", LeafInvoker.class, model.list);
    slots.list("arrayList", LeafInvoker.class, model.arrayList);
    slots.map("map", LeafInvoker.class, model.map);
    slots.list("", LeafInvoker.class, model.flat);
    slots.list("opens", UnaryOperator.class, model.opens);
  }

  /** The field {@code child} of the model. */
  LeafInvoker child() {
    return model.child;
  }

  /** The field {@code list} of the model. */
  List<LeafInvoker> list() {
    return model.list;
  }

  /** The field {@code arrayList} of the model. */
  ArrayList<LeafInvoker> arrayList() {
    return model.arrayList;
  }

  /** The field {@code arrays} of the model. */
  LeafInvoker[][] arrays() {
    return model.arrays;
  }

  /** The field {@code map} of the model. */
  Map<String, LeafInvoker> map() {
    return model.map;
  }

  /** The field {@code ordered} of the model. */
  LinkedHashMap<String, List<LeafInvoker>> ordered() {
    return model.ordered;
  }

  /** The field {@code optional} of the model. */
  Optional<LeafInvoker> optional() {
    return model.optional;
  }

  /** The field {@code none} of the model. */
  public Optional<FakeParameter> none() {
    return model.none;
  }

  /** The field {@code pair} of the model. */
  Pair pair() {
    return model.pair;
  }

  /** The field {@code group} of the model. */
  Group<LeafInvoker> group() {
    return model.group;
  }

  /** The field {@code pairs} of the model. */
  List<Pair> pairs() {
    return model.pairs;
  }

  /** The field {@code flat} of the model. */
  List<LeafInvoker> flat() {
    return model.flat;
  }

  /** The field {@code flatRecord} of the model. */
  Group<FakeParameter> flatRecord() {
    return model.flatRecord;
  }

  /** The field {@code named} of the model. */
  public FakeParameter named() {
    return model.named;
  }

  /** The field {@code buffer} of the model. */
  public FakeTensor buffer() {
    return model.buffer;
  }

  /** The field {@code buffers} of the model. */
  public List<FakeTensor> buffers() {
    return model.buffers;
  }

  /** The field {@code open} of the model. */
  public UnaryOperator<FakeTensor> open() {
    return model.open;
  }

  /** The field {@code opens} of the model. */
  public List<UnaryOperator<FakeTensor>> opens() {
    return model.opens;
  }

  /** The field {@code any} of the model. */
  public Object any() {
    return model.any;
  }

  /** The field {@code invoker} of the model. */
  public Invoker invoker() {
    return model.invoker;
  }

  /** The field {@code hidden} of the model. */
  public FakeParameter hidden() {
    return model.hidden();
  }

  /** The field {@code empty} of the model. */
  public FakeParameter empty() {
    return model.empty;
  }

  @Override
  public String typeName() {
    return "Everything";
  }

  @Override
  public EverythingInvoker freeze(boolean freeze) {
    super.freeze(freeze);
    return this;
  }

  @Override
  public EverythingInvoker train() {
    super.train();
    return this;
  }

  @Override
  public EverythingInvoker train(boolean mode) {
    super.train(mode);
    return this;
  }

  @Override
  public EverythingInvoker eval() {
    super.eval();
    return this;
  }

  /** The arguments of {@link EverythingInvoker#call}. */
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
