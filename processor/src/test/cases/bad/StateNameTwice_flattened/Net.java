import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.fake.FakeLayer;
import java.util.List;

class Net {
  @Named("") final List<FakeLayer> first = List.of(new FakeLayer());
  @Named("") final FakeLayer[] second = {new FakeLayer()}; // error: [StateNameTwice] at ""

  @Forward int forward(int x) { return x + first.size() + second.length; }

  static int use() { return NetInvoker.of().call(1); }
}
