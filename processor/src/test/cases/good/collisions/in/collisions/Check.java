package collisions;

import dev.forja.fake.FakeLayer;
import dev.forja.fake.FakeParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Wraps models of which some have two pieces of state of one name. */
public class Check implements Runnable {
  private static final List<FakeLayer> LAYERS = List.of(new FakeLayer(), new FakeLayer());
  private static final FakeParameter ONE = new FakeParameter(1);
  private static final Net.Part NONE = new Net.Part(Optional.empty());

  @Override
  public void run() {
    NetInvoker.of(LAYERS, Map.of("2", ONE, 3, ONE), NONE);
    refused(
        () -> NetInvoker.of(LAYERS, Map.of("1", ONE), NONE),
        "Net: two pieces of state are both '1'");
    Map<Object, FakeParameter> alike = new LinkedHashMap<>();
    alike.put(7, ONE);
    alike.put("7", ONE);
    refused(() -> NetInvoker.of(LAYERS, alike, NONE), "Net: two pieces of state are both '7'");
    refused(() -> NetInvoker.of(LAYERS, Map.copyOf(alike), NONE), "map '' has two keys '7'");
    refused(
        () -> NetInvoker.of(LAYERS, Map.of(), new Net.Part(null)),
        "Net: the Optional at 'part.extra' is null: put Optional.empty() there");
  }

  private static void refused(Runnable wrap, String message) {
    try {
      wrap.run();
    } catch (IllegalStateException | IllegalArgumentException expected) {
      if (!expected.getMessage().startsWith(message)) {
        throw new AssertionError(expected.getMessage());
      }
      return;
    }
    throw new AssertionError("accepted: " + message);
  }
}
