import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import dev.forja.spi.ShapeRule;

final class Net {
  @Forward
  @ShapeRule("broadcst($0)") // error: [ShapeRuleInvalid] at "broadcst($0)"
  FakeTensor forward(FakeTensor x) {
    return x;
  }
}
