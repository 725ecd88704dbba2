package state;

import dev.forja.Invoker;
import java.util.ArrayList;
import java.util.List;

/** Runs what was generated. */
public final class Check implements Runnable {
  /** For the test. */
  public Check() {}

  @Override
  public void run() {
    EverythingInvoker all = EverythingInvoker.of();
    List<String> names = new ArrayList<>();
    all.visitState(new Names(names));
    equal(
        List.of(
            "child (Leaf)",
            "list.0 (Leaf)",
            "list.1 (Leaf)",
            "arrayList.0 (Leaf)",
            "arrayList.1 (Leaf)",
            "arrays.0.0 (Leaf)",
            "map.a (Leaf)",
            "map.b (Leaf)",
            "ordered.z.0 (Leaf)",
            "ordered.z.1 (Leaf)",
            "optional (Leaf)",
            "pair.weight",
            "pair.bias",
            "group.renamed (Leaf)",
            "group.rest.0 (Leaf)",
            "pairs.0.weight",
            "pairs.0.bias",
            "pairs.1.weight",
            "pairs.1.bias",
            "0 (Leaf)",
            "renamed",
            "other",
            "buffer (buffer)",
            "buffers.0 (passing buffer)",
            "open (Leaf)",
            "opens.1 (Leaf)",
            "any (Leaf)",
            "invoker (Leaf)",
            "hidden",
            "empty"),
        names);
    equal("list.1", all.list().get(1).path());
    equal("open", all.path() + ((Invoker) all.open()).path());
  }

  private static void equal(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", but was " + actual);
    }
  }
}
