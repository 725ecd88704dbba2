package inherited;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.fake.FakeParameter;

class Leaf extends Middle<Integer> {
  @Named("third")
  final FakeParameter last = new FakeParameter(3);

  @Override
  String forward(Integer x) {
    return "leaf " + x;
  }

  @Forward
  int own(int x) {
    return x + 1;
  }
}
