package tensors;

import dev.forja.fake.FakeTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    NetInvoker net = NetInvoker.of();
    Batch batch = new Batch(new FakeTensor(1), null, List.of(new FakeTensor(2)), "x");
    FakeTensor[] array = {new FakeTensor(3)};
    Deep<FakeTensor> deep = new Deep<>(batch, Map.of("k", List.of(new FakeTensor(4))), array);
    Counting counting = new Counting();
    var args = new NetInvoker.Args(deep, Optional.of(batch), 3, "t", "any").mapTensors(counting);
    equal(6, counting.count());
    equal(true, args.deep() != deep);
    equal(3, args.count());
    counting = new Counting();
    NetInvoker.CALL.results().map(counting, deep);
    equal(4, counting.count());
    equal("Object is too open", String.valueOf(NetInvoker.ANYTHING.results().refusal()));
    equal(
        "Holder is not a record, so the tensors in it cannot be reached",
        String.valueOf(NetInvoker.HOLDER.results().refusal()));
    equal(
        "the wildcard ? extends FakeTensor is too open",
        String.valueOf(NetInvoker.WILD.results().refusal()));
    equal(
        "type variables in List<T> are too open",
        String.valueOf(GenericInvoker.CALL.results().refusal()));
    equal(1, GenericInvoker.SAME.results().map(counting, array[0]).rank());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
