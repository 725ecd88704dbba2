package entries;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.fake.FakeTensor;
import java.io.IOException;
import java.util.List;

class Auto {
  @Forward
  FakeTensor forward(FakeTensor x) {
    return x;
  }

  @Forward(as = Embedder.class)
  FakeTensor encode(FakeTensor x, CallContext context) {
    return new FakeTensor(context.training() ? 1 : 2);
  }

  @Forward(as = Decoder.class, entry = "decode")
  String toText(List<FakeTensor> code) throws IOException {
    if (code.isEmpty()) throw new IOException("nothing to decode");
    return "text";
  }
}
