package dev.forja.module;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.RenamedFrom;
import dev.forja.Shape;
import dev.forja.TiedTo;
import dev.forja.nn.Linear;
import dev.forja.nn.ModuleDict;
import dev.forja.nn.ModuleList;
import dev.forja.nn.ReLU;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Model classes as users write them. */
public final class Models {
  private Models() {}

  /** Two layers. */
  public static final class Mlp {
    final Linear hidden;
    final Linear out;

    public Mlp(int in, int width, int classes) {
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
    Tensor forward(@Shape("n 2") Tensor x) {
      return child.call(x).mul(scale).add(mean);
    }
  }

  /** Decodes with the same weight as it encodes. */
  static final class Tied {
    final Linear encoder;
    final Parameter decoder;

    Tied(int size) {
      encoder = Linear.of(size, size, false);
      decoder = encoder.weight();
    }

    @Forward
    Tensor forward(@Shape("n _") Tensor x) {
      return encoder.call(x).relu().linear(decoder, null);
    }
  }

  /** A parameter without dimensions. */
  static final class Scalar {
    final Parameter value = Parameter.zeros();

    @Forward
    Tensor forward(@Shape("n") Tensor x) {
      return x.mul(value);
    }
  }

  /** A record of two results. */
  record Both(Tensor left, List<Tensor> right) {}

  /** Returns a record. */
  static final class Pair {
    @Forward
    Both forward(@Shape("n") Tensor x) {
      return new Both(x, List.of(x.unsqueeze(1)));
    }
  }

  /** Tensors in a record, a list, a map and an optional, as argument and as result. */
  record Bundle(Tensor one, List<Tensor> list, Map<String, Tensor> map, Optional<Tensor> maybe) {}

  /** Doubles all tensors in a bundle. */
  static final class Doubling {
    @Forward
    Bundle forward(Bundle in) {
      return new Bundle(
          in.one().mul(2),
          in.list().stream().map(each -> each.mul(2)).toList(),
          Map.of("key", in.map().values().iterator().next().mul(2)),
          in.maybe().map(each -> each.mul(2)));
    }

    @Forward(entry = "first")
    Tensor first(Bundle in) {
      return in.one().mul(3);
    }

    @Forward(entry = "opaque")
    Object opaque(Tensor x) {
      return x;
    }

    @Forward(entry = "open")
    Tensor open(Object x) {
      return (Tensor) x;
    }

    @Forward(entry = "count")
    int count(Tensor x) {
      return x.count();
    }

    @Forward(entry = "pinned")
    Tensor pinned(@Shape("n") Parameter x) {
      return x.mul(2);
    }
  }

  /** Detaches its argument and multiplies it by its parameter. */
  static final class Cut {
    final Parameter weight = Parameter.of(Tensor.ones(2));

    @Forward
    Tensor forward(@Shape("2") Tensor x) {
      return x.detach().mul(weight);
    }
  }

  /** Children in every kind of slot. */
  static final class Places {
    Linear field = Linear.of(2, 2);
    final Linear pinned = Linear.of(2, 2);
    final List<Linear> fixed = List.of(Linear.of(2, 2));
    final List<Linear> list = new ArrayList<>(List.of(Linear.of(2, 2), pinned));
    final Map<String, Linear> map = new LinkedHashMap<>(Map.of("a", Linear.of(2, 2)));
    final Linear[] array = {Linear.of(2, 2)};

    @SuppressWarnings("forja:StateOpen") // contains the module itself
    UnaryOperator<Tensor> open = ReLU.of();

    @Buffer final Tensor mean = Tensor.zeros(2);

    @Forward
    Tensor forward(@Shape("n 2") Tensor x) {
      return open.apply(array[0].call(list.get(0).call(field.call(x))));
    }
  }

  /** Tied by declaration; {@code untied} violates the declaration. */
  static final class DeclaredTie {
    final Linear encoder = Linear.of(2, 2, false);

    @TiedTo("encoder.weight")
    final Parameter decoder;

    DeclaredTie(boolean untied) {
      decoder = untied ? Parameter.zeros(2, 2) : encoder.weight();
    }

    @Forward
    Tensor forward(@Shape("n 2") Tensor x) {
      return encoder.call(x).linear(decoder, null);
    }
  }

  /**
   * Declared tied to a parameter that does not exist; the compiler checks only the first level of a
   * path.
   */
  static final class LostTie {
    final Linear encoder = Linear.of(2, 2);

    @TiedTo("encoder.wieght")
    final Parameter decoder = encoder.weight();

    @Forward
    Tensor forward(@Shape("n 2") Tensor x) {
      return encoder.call(x).linear(decoder, null);
    }
  }

  /** A child whose state was renamed. */
  static final class Renamed {
    @RenamedFrom({"w", "kernel"})
    final Parameter weight = Parameter.zeros(2);

    @Named("offset")
    final Parameter bias = Parameter.zeros(2);

    @Forward
    @Shape("n 2")
    Tensor forward(@Shape("n 2") Tensor x) {
      return x.mul(weight).add(bias);
    }
  }

  /** Renamed itself, with a renamed list. */
  static final class RenamedParent {
    @RenamedFrom("block")
    final Models_RenamedInvoker head = Models_RenamedInvoker.of();

    @RenamedFrom("layers")
    final List<Models_RenamedInvoker> blocks = List.of(Models_RenamedInvoker.of());

    @Forward
    Tensor forward(@Shape("n 2") Tensor x) {
      return blocks.get(0).call(head.call(x));
    }
  }

  /** Modules in containers that are modules. */
  public static final class Listed {
    final ModuleList<Linear> blocks = ModuleList.of(Linear.of(2, 2, false), Linear.of(2, 2, false));
    final ModuleDict<Linear> heads =
        ModuleDict.of(Linear.class)
            .put("left", Linear.of(2, 1, false))
            .put("right", Linear.of(2, 3, false));

    public Listed() {}

    @Forward
    Tensor forward(@Shape("n 2") Tensor x) {
      Tensor y = x;
      for (Linear block : blocks) {
        y = block.call(y);
      }
      return heads.get("right").call(y);
    }
  }
}
