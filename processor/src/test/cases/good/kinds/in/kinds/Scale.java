package kinds;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

record Scale(
    FakeParameter weight,
    @Buffer FakeTensor mean,
    @Buffer(persistent = false) FakeTensor passing,
    int times) {
  @Forward
  FakeTensor forward(FakeTensor x) {
    return times > 0 ? weight : x;
  }
}
