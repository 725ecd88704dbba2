package dev.forja.models;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.HookScope;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.DecoderLayer;
import dev.forja.models.decoder.GatedNetwork;
import dev.forja.models.decoder.Gpt2Layer;
import dev.forja.models.decoder.KvCache;
import dev.forja.module.NeuralModule;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cache of keys and values holds, gives back and refuses. */
class KvCacheTest {
  private static Decoder decoder(String name) throws IOException {
    ModelFiles files = ModelFiles.inFolder(DecodersTest.CASES.resolve(name));
    return DecoderLoader.load(files, "", files.config(ModelFiles.CONFIG));
  }

  private static Tensor ids(Random random, int texts, int length) {
    return Tensor.of(random.longs((long) texts * length, 2, 29).toArray(), texts, length);
  }

  private static Tensor call(Decoder decoder, Tensor ids, KvCache cache) {
    return NoGrad.call(() -> decoder.call(ids, null, cache, 0));
  }

  private static void assertClose(Tensor found, Tensor wanted) {
    float[] x = found.toFloats();
    float[] y = wanted.toFloats();
    assertThat(x).hasSameSizeAs(y);
    for (int i = 0; i < x.length; i++) {
      // Products of other shapes may add in other orders; scores are at most about 20.
      assertThat(x[i]).isCloseTo(y[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama-none", "mistral-window", "gemma3_text-long", "gpt2-none"})
  void rewindingForgetsAndCopiesAreApart(String name) throws IOException {
    Decoder decoder = decoder(name);
    Random random = new Random(3);
    Tensor prefix = ids(random, 2, 3);
    KvCache cache = KvCache.growing();
    call(decoder, prefix, cache);
    KvCache kept = cache.copy();
    Tensor one = ids(random, 2, 2);
    Tensor other = ids(random, 2, 2);
    Tensor first = call(decoder, one, cache);
    cache.rewind(3);
    assertThat(cache.length()).isEqualTo(3);
    Tensor second = call(decoder, other, cache);
    assertThat(call(decoder, one, cache.copy()).shape()).isEqualTo(first.shape());
    assertThat(call(decoder, one, kept.copy()).toFloats()).isEqualTo(first.toFloats());
    assertThat(call(decoder, other, kept).toFloats()).isEqualTo(second.toFloats());
    Tensor whole = call(decoder, Tensor.cat(1, prefix, other), KvCache.growing());
    assertClose(second, whole.narrow(1, 3, 2));
  }

  @Test
  void severalTextsShareAPrefixThatWasReadOnce() throws IOException {
    Decoder decoder = decoder("llama-none");
    Random random = new Random(4);
    Tensor prefix = ids(random, 1, 5);
    Tensor ends = ids(random, 3, 4);
    KvCache cache = KvCache.ofCapacity(9);
    call(decoder, prefix, cache);
    KvCache three = cache.select(0, 0, 0);
    assertThat(three.batch()).isEqualTo(3);
    Tensor found = call(decoder, ends, three);
    Tensor whole = call(decoder, Tensor.cat(1, prefix.expand(3, 5), ends), KvCache.growing());
    assertClose(found, whole.narrow(1, 5, 4));
    KvCache swapped = three.select(2, 0);
    Tensor next = ids(random, 2, 1);
    swapped.rewind(8);
    Tensor again = call(decoder, next, swapped);
    Tensor order = Tensor.of(new long[] {2, 0}, 2);
    Tensor texts =
        Tensor.cat(1, prefix.expand(2, 5), ends.indexSelect(0, order).narrow(1, 0, 3), next);
    assertClose(again, call(decoder, texts, KvCache.growing()).narrow(1, 8, 1));
  }

  @Test
  void aSlidingWindowStaysSmallAndRefusesWhatItHasDropped() throws IOException {
    Decoder decoder = decoder("mistral-window"); // whose layers all see 4 tokens
    Random random = new Random(5);
    Tensor ids = ids(random, 1, 40);
    KvCache cache = KvCache.growing();
    Tensor whole = call(decoder, ids, KvCache.growing());
    long most = 0;
    for (int i = 0; i < 40; i++) {
      assertClose(call(decoder, ids.narrow(1, i, 1), cache), whole.narrow(1, i, 1));
      most = Math.max(most, cache.bytes());
    }
    assertThat(cache.bytesPerToken()).isZero();
    assertThat(cache.bytes()).isEqualTo(most);
    KvCache short8 = KvCache.growing();
    call(decoder, ids.narrow(1, 0, 8), short8);
    assertThat(most).isEqualTo(short8.bytes());
    assertThatThrownBy(() -> cache.rewind(20)).hasMessageContaining("window of 4 tokens");
    cache.rewind(39);
    assertClose(call(decoder, ids.narrow(1, 39, 1), cache), whole.narrow(1, 39, 1));
  }

  @Test
  void theBytesAreThoseOfKeysAndValues() throws IOException {
    Decoder decoder = decoder("gpt2-none");
    KvCache cache = KvCache.ofCapacity(20);
    call(decoder, ids(new Random(6), 3, 4), cache);
    NeuralModule model = (NeuralModule) decoder;
    int width = Objects.requireNonNull(model.stateDict().get("transformer.wte.weight")).size(1);
    long layers =
        model.stateDict().keySet().stream().filter(name -> name.endsWith("ln_1.bias")).count();
    assertThat(cache.bytesPerToken()).isEqualTo(8L * 3 * width * layers);
    assertThat(cache.bytes()).isEqualTo(20 * cache.bytesPerToken());
    assertThat(cache)
        .hasToString(
            "KvCache(3 texts, 4 tokens, %d layers, %d bytes)".formatted(layers, cache.bytes()));
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    Decoder decoder = decoder("llama-none");
    Random random = new Random(7);
    KvCache cache = KvCache.ofCapacity(5);
    call(decoder, ids(random, 2, 4), cache);
    assertThatThrownBy(() -> call(decoder, ids(random, 2, 2), cache))
        .hasMessageContaining("room for 5 tokens, and holds 4, so 2 more do not fit");
    assertThatThrownBy(() -> call(decoder, ids(random, 1, 1), cache))
        .hasMessageContaining("has 2 texts, but there are tokens of 1");
    assertThatThrownBy(() -> cache.rewind(5)).hasMessageContaining("4 tokens so far");
    assertThatThrownBy(() -> cache.select(2)).hasMessageContaining("no text 2 among 2");
    assertThatThrownBy(() -> KvCache.ofCapacity(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> decoder.call(ids(random, 2, 1), null, cache, 0))
        .hasMessageContaining("within NoGrad");
    assertThat(call(decoder, ids(random, 2, 1), cache).shape()[1]).isEqualTo(1);
  }

  /** Hooks see a chunk at a time, and the same values in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama-none",
        "gemma2-none",
        "gemma3_text-none",
        "mistral-window",
        "phi3-none",
        "gpt2-none"
      })
  void hooksSeeTheSameValuesWithAndWithoutTheCache(String name) throws IOException {
    Decoder decoder = decoder(name);
    Tensor ids = ids(new Random(8), 2, 9);
    Map<String, List<Tensor>> seen = new LinkedHashMap<>();
    HookScope scope =
        HookScope.on(Linear.CALL)
            .observeForward((self, _, y) -> add(seen, self.path(), y))
            .and(
                HookScope.on(DecoderLayer.CALL)
                    .observeForward((self, _, y) -> add(seen, self.path(), y)))
            .and(
                HookScope.on(GatedNetwork.CALL)
                    .observeForward((self, _, y) -> add(seen, self.path(), y)))
            .and(
                HookScope.on(Gpt2Layer.CALL)
                    .observeForward((self, _, y) -> add(seen, self.path(), y)))
            .and(
                HookScope.on(LayerNorm.CALL)
                    .observeForward((self, _, y) -> add(seen, self.path(), y)));
    Tensor whole = scope.call(() -> NoGrad.call(() -> decoder.call(ids)));
    Map<String, List<Tensor>> once = new LinkedHashMap<>(seen);
    seen.clear();
    KvCache cache = KvCache.ofCapacity(9);
    List<Tensor> parts = new ArrayList<>();
    for (int from : new int[] {0, 4, 5, 6, 7, 8}) {
      Tensor part = ids.narrow(1, from, from == 0 ? 4 : 1);
      parts.add(scope.call(() -> call(decoder, part, cache)));
    }
    assertClose(Tensor.cat(1, parts.toArray(Tensor[]::new)), whole);
    assertThat(seen.keySet()).isEqualTo(once.keySet());
    assertThat(seen.size()).isGreaterThan(6);
    seen.forEach(
        (path, tensors) -> {
          Tensor all = requireNonNull(once.get(path)).getFirst();
          int dim = all.rank() - 2; // tokens stand before the width
          assertClose(Tensor.cat(dim, tensors.toArray(Tensor[]::new)), all);
        });
  }

  private static void add(Map<String, List<Tensor>> seen, String path, Tensor value) {
    seen.computeIfAbsent(path, _ -> new ArrayList<>()).add(value);
  }
}
