import dev.forja.fake.FakeLinear;

class Under {
  final FakeLinear hidden = FakeLinear.of(4, 6);
}
