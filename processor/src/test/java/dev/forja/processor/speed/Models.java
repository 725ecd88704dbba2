package dev.forja.processor.speed;

import java.util.Map;
import java.util.TreeMap;

/** Generates many similar model classes like those of users. */
final class Models {
  private static final int PER_PACKAGE = 50;

  private Models() {}

  /** The sources of {@code count} model classes, by path. */
  static Map<String, String> sources(int count) {
    Map<String, String> sources = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String packageName = "models" + i / PER_PACKAGE;
      sources.put(packageName + "/Net" + i + ".java", source(packageName, "Net" + i));
    }
    return sources;
  }

  private static String source(String packageName, String name) {
    return """
    package %s;

    import dev.forja.Buffer;
    import dev.forja.CallContext;
    import dev.forja.Forward;
    import dev.forja.Shape;
    import dev.forja.fake.FakeLayer;
    import dev.forja.fake.FakeParameter;
    import dev.forja.fake.FakeTensor;
    import java.util.List;
    import java.util.Optional;

    /** A model like many others. */
    public class %s {
      final int width;
      final FakeParameter weight;
      final Optional<FakeParameter> bias;
      final FakeLayer hidden;
      final List<FakeLayer> layers;
      @Buffer final FakeTensor mean;

      public %s(int width, List<FakeLayer> layers) {
        this.width = width;
        this.layers = List.copyOf(layers);
        weight = new FakeParameter(width, width);
        bias = Optional.of(new FakeParameter(width));
        hidden = new FakeLayer();
        mean = new FakeTensor(width);
      }

      @Forward
      @Shape("n width")
      FakeTensor forward(@Shape("n width") FakeTensor x, CallContext context) {
        return context.training() ? x : mean;
      }

      @Forward
      List<FakeTensor> encode(List<FakeTensor> texts, boolean masked) {
        return masked ? texts : List.of(weight);
      }
    }
    """
        .formatted(packageName, name, name);
  }
}
