package odd;

import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

class Net extends odd.other.Net<List<FakeTensor>[]> implements Supplier<NetInvoker>, Callable<List<? extends NetInvoker>> {
  @Forward int own() { return 2; }

  @SuppressWarnings("forja:ForwardPublic")
  @Forward(as = Supplier.class) @Override public NetInvoker get() { return null; }

  @Forward @Override public List<NetInvoker> call() { return List.of(); }

  @Forward odd.other.Net<?> Net(odd.other.Net<Net> net, Net other) { return net; }

  @Forward <Net extends odd.Net> Net shadow(Net net) { return net; }
}
