package inherited;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import java.util.List;

class Base<A, R> {
  final FakeParameter first = new FakeParameter(1);
  protected A kept;

  @Forward
  R forward(A x) {
    kept = x;
    return null;
  }

  @Forward
  protected List<A> both(A x, R y) {
    return List.of(x, x);
  }
}
