import dev.forja.fake.FakeLinear;

class Above {
  final FakeLinear hidden = FakeLinear.of(4, 6);
}
