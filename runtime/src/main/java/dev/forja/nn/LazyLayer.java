package dev.forja.nn;

import dev.forja.array.Shapes;
import dev.forja.module.LazyState;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A layer that is made when the channels of its input are known. */
final class LazyLayer extends LazyState {
  /**
   * Where the number of channels stands.
   *
   * @param after the dimensions of an input after its channels; -1 if the channels are the second
   *     one
   * @param least the fewest dimensions of an input
   * @param most the most dimensions of an input
   * @param names the tensors of a state dict that tell it; the first one that is there counts
   * @param dim the dimension of that tensor
   * @param factor what to multiply its size by
   */
  record Channels(int after, int least, int most, List<String> names, int dim, int factor) {
    static Channels convolution(int dims, int groups) {
      return new Channels(dims, dims + 1, dims + 2, List.of("weight"), 1, groups);
    }

    static Channels transposed(int dims) {
      return new Channels(dims, dims + 1, dims + 2, List.of("weight"), 0, 1);
    }

    static Channels linear() {
      return new Channels(0, 1, Integer.MAX_VALUE, List.of("weight"), 1, 1);
    }

    static Channels batchNorm(int dims) {
      int least = dims == 1 ? 2 : dims + 2;
      return new Channels(-1, least, dims + 2, List.of("weight", "running_mean"), 0, 1);
    }

    static Channels instanceNorm(int dims) {
      return new Channels(dims, dims + 1, dims + 2, List.of("weight", "running_mean"), 0, 1);
    }

    int in(Tensor input) {
      return input.size(after < 0 ? 1 : -1 - after);
    }
  }

  private final String layer;
  private final Channels channels;
  private final IntFunction<Made> maker;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable Made layerMade;

  /** A layer for a number of channels: the model, and its invoker. */
  private record Made(int channels, Object model, NeuralModule module) {}

  /**
   * Creates a layer that is not made.
   *
   * @param make makes the model for a number of channels
   * @param wrap the invoker of a model
   * @param <M> the class of the model
   */
  <M> LazyLayer(
      String layer, Channels channels, IntFunction<M> make, Function<M, NeuralModule> wrap) {
    this.layer = layer;
    this.channels = channels;
    this.maker =
        count -> {
          M model = make.apply(count);
          return new Made(count, model, wrap.apply(model));
        };
    NeuralModule empty = empty(); // fails here for options that no number of channels fits
    if (empty.namedParameters().isEmpty() && empty.namedBuffers().isEmpty()) {
      made(empty);
    }
  }

  /** As {@link LazyModel#at}. */
  <M> M at(Tensor input, Class<M> type) {
    int rank = input.rank();
    if (rank < channels.least || rank > channels.most) {
      String most = channels.most == Integer.MAX_VALUE ? "more" : Integer.toString(channels.most);
      throw new IllegalArgumentException(
          "%s: input %s: expected %d to %s dimensions"
              .formatted(layer, Shapes.show(input.shape()), channels.least, most));
    }
    int found = channels.in(input);
    Made current = layerMade;
    if (current == null) {
      if (OpListener.current() != null) {
        throw new IllegalStateException(
            "%s makes its parameters at its first call, which must not be traced or profiled: %s"
                .formatted(layer, advice()));
      }
      current = make(found);
    }
    if (found != current.channels) {
      throw new IllegalArgumentException(
          "%s: input %s has %d channels, but the layer was made for %d"
              .formatted(layer, Shapes.show(input.shape()), found, current.channels));
    }
    return type.cast(current.model);
  }

  private Made make(int count) {
    making.lock();
    try {
      Made current = layerMade;
      if (current == null) {
        current = maker.apply(count);
        made(current.module);
        layerMade = current;
      }
      return current;
    } finally {
      making.unlock();
    }
  }

  @Override
  protected void makeFor(Map<String, int[]> shapes) {
    for (String name : channels.names) {
      int[] shape = shapes.get(name);
      if (shape != null && shape.length > channels.dim) {
        make(shape[channels.dim] * channels.factor);
        return;
      }
    }
  }

  @Override
  protected String advice() {
    return "call it once with an input of the right size, or load a state dict, first";
  }

  /** What the layer prints; the number of channels is 0 until it is known. */
  String text() {
    Made current = layerMade;
    String text = (current == null ? empty() : current.module).toString();
    return text.substring(text.indexOf('(') + 1, text.length() - 1);
  }

  /** The layer for no channels. */
  private NeuralModule empty() {
    return Randoms.callWith(new Philox(0), () -> maker.apply(0).module);
  }
}
