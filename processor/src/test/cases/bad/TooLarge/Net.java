import dev.forja.Forward;
import dev.forja.fake.FakeParameter;

class Net {
  final R12 all = null; // error: [TooLarge] at all

  @Forward int forward(int x) { return x; }

  static int use() { return NetInvoker.of().call(1); }

  record R0(FakeParameter weight) {}

  record R1(R0 left, R0 right) {}

  record R2(R1 left, R1 right) {}

  record R3(R2 left, R2 right) {}

  record R4(R3 left, R3 right) {}

  record R5(R4 left, R4 right) {}

  record R6(R5 left, R5 right) {}

  record R7(R6 left, R6 right) {}

  record R8(R7 left, R7 right) {}

  record R9(R8 left, R8 right) {}

  record R10(R9 left, R9 right) {}

  record R11(R10 left, R10 right) {}

  record R12(R11 left, R11 right) {}
}
