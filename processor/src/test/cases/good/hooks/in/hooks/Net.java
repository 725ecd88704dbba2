package hooks;

import dev.forja.Forward;
import java.io.IOException;

class Net {
  int runs;

  @Forward
  String forward(String x) throws IOException {
    runs++;
    if (x.isEmpty()) throw new IOException("empty");
    return x + "!";
  }
}
