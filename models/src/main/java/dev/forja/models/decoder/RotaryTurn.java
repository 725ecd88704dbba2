package dev.forja.models.decoder;

import dev.forja.tensor.Tensor;

/**
 * What turns the queries and keys of the tokens of one call: the cosines and sines of their angles.
 * Immutable, and as safe for use by many threads as its tensors.
 *
 * @param cos [n or 1, 1, l, pairs]
 * @param sin the same
 */
public record RotaryTurn(Tensor cos, Tensor sin) {
  /** Turns queries or keys, [n, heads, l, width]; what is behind the pairs stays as it is. */
  Tensor apply(Tensor x) {
    int pairs = cos.size(3);
    int width = x.size(3);
    Tensor first = x.narrow(3, 0, pairs);
    Tensor second = x.narrow(3, pairs, pairs);
    Tensor left = first.mul(cos).sub(second.mul(sin));
    Tensor right = second.mul(cos).add(first.mul(sin));
    return width == 2 * pairs
        ? Tensor.cat(3, left, right)
        : Tensor.cat(3, left, right, x.narrow(3, 2 * pairs, width - 2 * pairs));
  }
}
