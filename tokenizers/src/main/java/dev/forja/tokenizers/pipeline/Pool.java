package dev.forja.tokenizers.pipeline;

import dev.forja.tokenizers.model.Scratch;
import dev.forja.tokenizers.model.Tokens;
import dev.forja.tokenizers.split.Work;
import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Pieces;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Memory to encode texts in, for as many threads as encode at the same time. It belongs to a
 * tokenizer and not to threads, so that it is freed with the tokenizer. Safe for use by many
 * threads.
 */
final class Pool {
  private static final int MOST = 64;

  private final AtomicReferenceArray<Kit> kits = new AtomicReferenceArray<>(MOST);
  private final Supplier<Scratch> scratches;

  Pool(Supplier<Scratch> scratches) {
    this.scratches = scratches;
  }

  /** What encoding one text needs. Only one thread may use it at a time. */
  static final class Kit {
    final AlignedText original = new AlignedText();
    final AlignedText spare = new AlignedText();
    final AlignedText part = new AlignedText();
    final AlignedText joined = new AlignedText();
    final Pieces found = new Pieces(original);
    final Work work = new Work();
    final Tokens tokens = new Tokens();
    final Scratch scratch;
    int[] words = new int[128];

    Kit(Scratch scratch) {
      this.scratch = scratch;
    }

    boolean isLarge() {
      return original.isLarge()
          || spare.isLarge()
          || part.isLarge()
          || joined.isLarge()
          || found.isLarge()
          || work.isLarge()
          || tokens.isLarge()
          || scratch.isLarge();
    }
  }

  /** Memory that nobody else uses. */
  Kit take() {
    for (int i = 0; i < MOST; i++) {
      if (kits.getPlain(i) != null) {
        Kit kit = kits.getAndSet(i, null);
        if (kit != null) {
          return kit;
        }
      }
    }
    return new Kit(scratches.get());
  }

  /** Gives memory back, unless it has become too large to keep. */
  void giveBack(Kit kit) {
    if (kit.isLarge()) {
      return;
    }
    for (int i = 0; i < MOST; i++) {
      if (kits.getPlain(i) == null && kits.compareAndSet(i, null, kit)) {
        return;
      }
    }
  }
}
