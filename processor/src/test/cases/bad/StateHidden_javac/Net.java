package bad;

import dev.forja.*;
import dev.forja.fake.*;
import java.util.function.UnaryOperator;

class Net {
  final UnaryOperator<FakeTensor> hiding; // note: [StateHidden] at hiding
  final UnaryOperator<FakeTensor> open;
  final UnaryOperator<FakeTensor> activation = x -> x;
  final LayerInvoker known;

  @SuppressWarnings("forja:StateHidden")
  final UnaryOperator<FakeTensor> silent;

  Net(LayerInvoker given) {
    var layer = LayerInvoker.of();
    hiding = x -> layer.call(x);
    known = given;
    open = x -> given.call(x);
    silent = x -> layer.call(x);
  }

  @Forward FakeTensor forward(FakeTensor x) { return hiding.apply(x); }
}
