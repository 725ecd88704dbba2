package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** The decoder of the cases, whose head is tied to its embedding. */
final class Gpt {
  final Embedding tokens;
  final Embedding positions;
  final List<GptBlockInvoker> blocks;
  final LayerNorm ln;
  final TiedHeadInvoker head;

  Gpt(int vocabulary, int length, int width, int heads, int layers) {
    tokens = Embedding.of(vocabulary, width);
    positions = Embedding.of(length, width);
    blocks = Stream.generate(() -> GptBlockInvoker.of(width, heads)).limit(layers).toList();
    ln = LayerNorm.of(width);
    head = TiedHeadInvoker.of(tokens.weight());
  }

  @Forward
  Tensor forward(@Shape("n l") Tensor ids) {
    Tensor x = tokens.call(ids).add(positions.weight().slice(0, 0, ids.size(1)));
    for (GptBlockInvoker block : blocks) {
      x = block.call(x);
    }
    return head.call(ln.call(x));
  }
}
