package dev.forja.tokenizers.model;

import org.jspecify.annotations.Nullable;

/**
 * How byte-pair encoding spells characters, and what it does with unknown ones.
 *
 * @param unknown the token for unknown characters; null if they are left out
 * @param fuseUnknown whether neighbouring unknown characters are one token
 * @param byteFallback whether unknown characters become tokens for their bytes, if there are any
 * @param ignoreMerges whether a word that is a token is not divided
 * @param prefix what characters begin with that do not begin a word; null if with nothing
 * @param suffix what the last character of a word ends with; null if with nothing
 */
record BpeOptions(
    @Nullable String unknown,
    boolean fuseUnknown,
    boolean byteFallback,
    boolean ignoreMerges,
    @Nullable String prefix,
    @Nullable String suffix) {}
