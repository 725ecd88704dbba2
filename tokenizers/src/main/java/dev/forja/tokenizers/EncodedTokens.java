package dev.forja.tokenizers;

import org.jspecify.annotations.Nullable;

/**
 * What is known of each token of an encoding, in arrays of one length that nobody changes.
 *
 * @param names how a token is called where that is not the name of its id in the vocabulary; null
 *     if that is so for none
 */
record EncodedTokens(
    int[] ids,
    int[] typeIds,
    int[] attentionMask,
    int[] specialTokensMask,
    int[] starts,
    int[] ends,
    int[] wordIds,
    int[] sequenceIds,
    @Nullable String @Nullable [] names) {

  int size() {
    return ids.length;
  }

  @Nullable String name(int index) {
    return names == null ? null : names[index];
  }
}
