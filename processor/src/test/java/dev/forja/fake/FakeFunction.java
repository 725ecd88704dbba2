package dev.forja.fake;

import dev.forja.spi.InvokerBase;
import java.util.function.UnaryOperator;

/** A function from fake tensor to fake tensor. */
@FunctionalInterface
@InvokerBase("dev.forja.fake.FakeModule")
public interface FakeFunction extends UnaryOperator<FakeTensor> {
  /** The result for one input. */
  FakeTensor call(FakeTensor input);

  @Override
  default FakeTensor apply(FakeTensor input) {
    return call(input);
  }
}
