package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Model classes as a user writes them. */
final class Models {
  private Models() {}

  /** Two layers. */
  static final class Mlp {
    final Linear hidden;
    final Linear out;

    Mlp(int in, int width, int classes) {
      hidden = Linear.of(in, width);
      out = Linear.of(width, classes);
    }

    @Forward
    Tensor forward(@Shape("n _") Tensor x) {
      return out.call(hidden.call(x).relu());
    }
  }

  /** Every kind of state, with a child declared before the parameter. */
  static final class Everything {
    final Linear child = Linear.of(2, 2);
    final Parameter scale = Parameter.of(Tensor.ones(2));
    @Buffer final Tensor mean = Tensor.zeros(2);

    @Buffer(persistent = false)
    final Tensor cache = Tensor.zeros(3);

    final @Nullable Parameter none = null;
    final List<Linear> list;

    Everything() {
      list = List.of(Linear.of(2, 2, false), child);
    }

    @Forward
    Tensor forward(Tensor x) {
      return child.call(x).mul(scale).add(mean);
    }
  }

  /** Decodes with the weight that it encodes with. */
  static final class Tied {
    final Linear encoder;
    final Parameter decoder;

    Tied(int size) {
      encoder = Linear.of(size, size, false);
      decoder = encoder.weight();
    }

    @Forward
    Tensor forward(Tensor x) {
      return encoder.call(x).relu().linear(decoder, null);
    }
  }

  /** A parameter without dimensions. */
  static final class Scalar {
    final Parameter value = Parameter.zeros();

    @Forward
    Tensor forward(Tensor x) {
      return x.mul(value);
    }
  }

  /** Two results. */
  record Both(Tensor left, List<Tensor> right) {}

  /** Gives a record. */
  static final class Pair {
    @Forward
    Both forward(Tensor x) {
      return new Both(x, List.of(x.unsqueeze(1)));
    }
  }
}
