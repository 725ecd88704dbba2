package inherited;

import dev.forja.fake.FakeParameter;

class Middle<X> extends Base<X, String> {
  final FakeParameter second = new FakeParameter(2);
}
