package app;

import dev.forja.*;
import dev.forja.fake.FakeParameter;
import dev.forja.fake.FakeTensor;

/** y = xW. */
final class LinearLayer {
  final FakeParameter weight;
  final java.util.Optional<FakeParameter> bias;
  final int inFeatures;
  final int outFeatures;

  /**
   * Makes one.
   *
   * @param in inputs
   * @param out outputs
   */
  public LinearLayer(int in, int out) {
    weight = new FakeParameter(out, in);
    bias = java.util.Optional.empty();
    inFeatures = in;
    outFeatures = out;
  }

  @Forward(invoker = "Linear")
  @Shape("... outFeatures")
  FakeTensor forward(@Shape("... inFeatures") FakeTensor x) {
    int[] s = x.shape().clone();
    s[s.length - 1] = outFeatures;
    return new FakeTensor(s);
  }

  String extraRepr() {
    return "in=" + inFeatures + ", out=" + outFeatures;
  }
}
