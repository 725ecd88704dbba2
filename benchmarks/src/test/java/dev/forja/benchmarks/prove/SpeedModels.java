package dev.forja.benchmarks.prove;

import java.util.Map;
import java.util.TreeMap;

/** Many models of three kinds: a perceptron, a convolutional network, and a transformer block. */
final class SpeedModels {
  private static final int PER_PACKAGE = 50;

  private static final String PERCEPTRON =
      """
      final Linear hidden;
      final List<Linear> more;
      final Linear out;

      public NAME(int width) {
        hidden = Linear.of(784, width);
        more = List.of(Linear.of(width, width), Linear.of(width, 2 * width));
        out = Linear.of(2 * width, 10);
      }

      @Forward
      @Shape("n 10")
      Tensor forward(@Shape("n 1 28 28") Tensor images) {
        Tensor x = hidden.call(images.flatten(1, -1)).relu();
        for (Linear layer : more) {
          x = layer.call(x).relu();
        }
        return out.call(x);
      }
      """;

  private static final String CONVOLUTIONS =
      """
      final Conv2d first;
      final BatchNorm2d norm;
      final Conv2d second;
      final MaxPool2d pool = MaxPool2d.of(2);
      final Linear head;

      public NAME(int channels) {
        Conv2dOptions same = Conv2dOptions.defaults().withPadding(1);
        first = Conv2d.of(3, channels, 3, same);
        norm = BatchNorm2d.of(channels);
        second = Conv2d.of(channels, channels, 3, same);
        head = Linear.of(channels * 16 * 16, 10);
      }

      @Forward
      @Shape("n 10")
      Tensor forward(@Shape("n 3 32 32") Tensor images, CallContext context) {
        Tensor x = norm.call(first.call(images)).relu();
        x = x.add(second.call(x));
        return head.call(pool.call(context.training() ? x.mul(2) : x).flatten(1, -1));
      }
      """;

  private static final String TRANSFORMER =
      """
      final int width;
      final int heads;
      final LayerNorm norm;
      final Linear query;
      final Linear key;
      final Linear value;
      final Linear out;

      public NAME(int width, int heads) {
        this.width = width;
        this.heads = heads;
        norm = LayerNorm.of(width);
        query = Linear.of(width, width);
        key = Linear.of(width, width);
        value = Linear.of(width, width);
        out = Linear.of(width, width);
      }

      @Forward
      @Shape("n l width")
      Tensor forward(@Shape("n l width") Tensor x, @Nullable @Shape("n 1 1 l") Tensor mask) {
        Tensor y = norm.call(x);
        Tensor mixed =
            split(query.call(y))
                .scaledDotProductAttention(split(key.call(y)), split(value.call(y)), mask);
        return x.add(out.call(mixed.transpose(1, 2).reshape(x.shape())));
      }

      private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, width / heads).transpose(1, 2);
      }
      """;

  private SpeedModels() {}

  /** The sources of models, by path. */
  static Map<String, String> sources(int count) {
    String[] bodies = {PERCEPTRON, CONVOLUTIONS, TRANSFORMER};
    Map<String, String> sources = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String folder = "models" + i / PER_PACKAGE;
      String name = "Net" + i;
      String text =
          """
          package %s;
          import dev.forja.*; import dev.forja.nn.*; import dev.forja.tensor.*; import java.util.*;
          import org.jspecify.annotations.Nullable;
          public class %s {
          %s}
          """
              .formatted(folder, name, bodies[i % bodies.length].replace("NAME", name));
      sources.put(folder + "/" + name + ".java", text);
    }
    return sources;
  }
}
