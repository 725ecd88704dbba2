package other;

import dev.forja.fake.FakeParameter;

public class Base {
  protected final FakeParameter weight = new FakeParameter(1); // error: [StateUnreachable] at weight
}
