package bad;

import dev.forja.*;
import dev.forja.fake.*;
import java.util.function.UnaryOperator;

class Net {
  final UnaryOperator<FakeTensor> hiding = LayerInvoker.of()::call; // note: [StateHidden] at hiding

  @Forward FakeTensor forward(FakeTensor x) { return hiding.apply(x); }
}
