package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of ModernBERT: rotary positions, norms before the parts of a layer, gated
 * feed-forward networks, and attention that sees only a window of the text in most layers.
 *
 * <p>Source: B. Warner et al., <a href="https://arxiv.org/abs/2412.13663">arXiv:2412.13663</a>.
 */
final class ModernBertModel {
  final int hiddenSize;
  final Embeddings embeddings;
  final List<ModernBertLayer> layers;

  @Named("final_norm")
  final LayerNorm finalNorm;

  private final int positions;
  private final int reach;

  record Embeddings(@Named("tok_embeddings") Embedding words, LayerNorm norm, Dropout drop) {}

  public ModernBertModel(ModelConfig config) {
    Family.check(config);
    ModernBertOptions options = ModernBertOptions.of(config);
    hiddenSize = options.width();
    positions = options.positions();
    reach = options.reach();
    embeddings =
        new Embeddings(
            Layers.words(config, hiddenSize, 50_283),
            options.norm(),
            Layers.dropout(config, "embedding_dropout", 0));
    Rotary global = options.rotary(true);
    Rotary local = options.rotary(false);
    List<ModernBertLayer> all = new ArrayList<>();
    for (boolean seesAll : options.layersThatSeeAll()) {
      all.add(ModernBertLayer.of(config, seesAll ? global : local, seesAll, all.isEmpty()));
    }
    layers = List.copyOf(all);
    finalNorm = options.norm();
  }

  /** The vectors of all tokens of n texts; see {@link Encoder#call}. */
  @Forward(invoker = "ModernBert", as = Encoder.class)
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Layers.checkLength(ids, positions);
    Tensor x = embeddings.drop().call(embeddings.norm().call(embeddings.words().call(ids)));
    Tensor keys = Heads.keys(mask);
    Tensor near = near(ids.size(1), keys);
    for (ModernBertLayer layer : layers) {
      x = layer.call(x, keys, near);
    }
    return finalNorm.call(x);
  }

  /** Which keys local attention sees: true or false, [1 or n, 1, l, l]; null if it sees all. */
  private @Nullable Tensor near(int length, @Nullable Tensor keys) {
    if (length <= reach + 1) {
      return keys;
    }
    boolean[] seen = new boolean[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = Math.max(0, query - reach);
          key <= Math.min(length - 1, query + reach);
          key++) {
        seen[query * length + key] = true;
      }
    }
    Tensor window = Tensor.of(seen, 1, 1, length, length);
    return keys == null ? window : Tensor.where(keys, window, keys);
  }
}
