package dev.forja.models.decoder;

import dev.forja.tensor.Tensor;

/**
 * What turns the queries and keys of the tokens of one call: the cosines and sines of their angles.
 * Immutable, and as safe for use by many threads as its tensors.
 *
 * @param cos the cosines for both numbers of each pair, which stand half of the width apart, [n or
 *     1, 1, l, 2 * pairs]
 * @param sin the same for sines, which are negative for the first number of a pair
 */
public record RotaryTurn(Tensor cos, Tensor sin) {
  /** That of angles, [n or 1, 1, l, pairs], whose cosines and sines are multiplied by a factor. */
  static RotaryTurn of(Tensor angles, double factor) {
    Tensor cos = angles.cos();
    Tensor sin = angles.sin();
    if (factor != 1) {
      cos = cos.mul(factor);
      sin = sin.mul(factor);
    }
    return new RotaryTurn(Tensor.cat(3, cos, cos), Tensor.cat(3, sin.neg(), sin));
  }

  /** Turns queries or keys, [n, heads, l, width]; what is behind the pairs stays as it is. */
  Tensor apply(Tensor x) {
    int turned = cos.size(3);
    if (x.size(3) == turned) {
      return turn(x);
    }
    Tensor rest = x.narrow(3, turned, x.size(3) - turned);
    return Tensor.cat(3, turn(x.narrow(3, 0, turned)), rest);
  }

  private Tensor turn(Tensor x) {
    return x.mul(cos).add(x.roll(x.size(3) / 2, 3).mul(sin));
  }
}
