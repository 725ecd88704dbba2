package odd.other;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;

public class Net<A> {
  protected final FakeParameter far = new FakeParameter(1);

  public Net() {}

  @SuppressWarnings("forja:ForwardPublic")
  @Forward public A first(A x) { return x; }

  public FakeParameter far() { return far; }

  int hidden() { return 1; }

  protected static class Part {}
}
