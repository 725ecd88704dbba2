package bad;

import dev.forja.*;

@lombok.RequiredArgsConstructor // error: [LombokAfter] at @lombok
class Net {
  @Forward int forward(int a) { return a; }

  static int use(int a) { return NetInvoker.wrap(new Net()).call(a); }
}
