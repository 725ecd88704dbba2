import dev.forja.Forward;
import dev.forja.Invoker;
import dev.forja.spi.BuiltWith;
import dev.forja.spi.InvokerBase;

class Net { // note: [VersionDiffers] at class|Net
  @Forward Column forward(Column x) { return x; }

  static Column use() { return NetInvoker.of().call(new Column()); }

  @InvokerBase("Net.Table")
  static final class Column {}

  @BuiltWith("0.0.1")
  @InvokerBase("Net.Table")
  abstract static class Table extends Invoker {}
}
