package bad;

import dev.forja.*;
import dev.forja.fake.*;

class Net {
  static final FakeParameter SHARED; // note: [StateStatic] at SHARED

  @SuppressWarnings("forja:StateStatic")
  static final java.util.List<FakeParameter> SILENT = java.util.List.of();

  static final Class<FakeParameter> TYPE = FakeParameter.class;

  static {
    SHARED = new FakeParameter(1);
  }

  @Forward FakeTensor forward(FakeTensor x) { return SILENT.isEmpty() ? SHARED : x; }
}
