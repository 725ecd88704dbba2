package state;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.Invoker;
import dev.forja.Named;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

class Everything {
  final LeafInvoker child = LeafInvoker.of();
  final List<LeafInvoker> list = List.of(LeafInvoker.of(), LeafInvoker.of());
  final ArrayList<LeafInvoker> arrayList = new ArrayList<>(list);
  final LeafInvoker[][] arrays = {{LeafInvoker.of()}, {}};
  final Map<String, LeafInvoker> map = Map.of("b", LeafInvoker.of(), "a", LeafInvoker.of());
  final LinkedHashMap<String, List<LeafInvoker>> ordered = new LinkedHashMap<>();
  final Optional<LeafInvoker> optional = Optional.of(LeafInvoker.of());
  final Optional<FakeParameter> none = Optional.empty();
  final Pair pair = new Pair(new FakeParameter(1), Optional.of(new FakeParameter(2)));
  final Group<LeafInvoker> group = new Group<>(LeafInvoker.of(), 1, List.of(LeafInvoker.of()));
  final List<Pair> pairs = List.of(pair, pair);

  @Named("")
  final List<LeafInvoker> flat = List.of(LeafInvoker.of());

  @Named("")
  final Group<FakeParameter> flatRecord = new Group<>(new FakeParameter(1), 2, List.of());

  @Named("other")
  final FakeParameter named = new FakeParameter(1);

  @Buffer final FakeTensor buffer = new FakeTensor(1);

  @Buffer(persistent = false)
  final List<FakeTensor> buffers = List.of(new FakeTensor(1));

  final UnaryOperator<FakeTensor> open = LeafInvoker.of();
  final List<UnaryOperator<FakeTensor>> opens = List.of(UnaryOperator.identity(), LeafInvoker.of());
  final Object any = LeafInvoker.of();
  final Invoker invoker = LeafInvoker.of();
  private final FakeParameter hidden = new FakeParameter(1);
  private final Object lock = new Object();
  final FakeParameter empty = null;
  @SuppressWarnings("forja:StateStatic")
  static final LeafInvoker SHARED = LeafInvoker.of();
  @SuppressWarnings("forja:TensorNotState")
  final FakeTensor plain = new FakeTensor(1);
  final List<String> words = List.of();
  final Set<String> set = Set.of();
  int steps;

  Everything() {
    ordered.put("z", list);
  }

  FakeParameter hidden() {
    synchronized (lock) {
      return hidden;
    }
  }

  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
