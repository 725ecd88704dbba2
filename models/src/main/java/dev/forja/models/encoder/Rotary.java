package dev.forja.models.encoder;

import dev.forja.tensor.Tensor;

/**
 * Rotary positions (J. Su et al., <a href="https://arxiv.org/abs/2104.09864">arXiv:2104.09864</a>):
 * each pair of numbers of a query or a key is turned by an angle that grows with its place.
 *
 * @param cos [positions, width / 2]
 * @param sin the same
 */
record Rotary(Tensor cos, Tensor sin) {
  /** The angles of this many positions. */
  static Rotary of(int positions, int width, double theta) {
    int pairs = width / 2;
    float[] cos = new float[positions * pairs];
    float[] sin = new float[positions * pairs];
    for (int pair = 0; pair < pairs; pair++) {
      // Rounded as the reference rounds, since large places enlarge the error.
      float speed = 1f / (float) StrictMath.pow(theta, (float) (2 * pair) / width);
      for (int place = 0; place < positions; place++) {
        float angle = speed * place;
        cos[place * pairs + pair] = (float) StrictMath.cos(angle);
        sin[place * pairs + pair] = (float) StrictMath.sin(angle);
      }
    }
    return new Rotary(Tensor.of(cos, positions, pairs), Tensor.of(sin, positions, pairs));
  }

  /** Turns queries or keys, [n, heads, l, width]; the pairs are the halves of a head. */
  Tensor turn(Tensor x) {
    int pairs = x.size(3) / 2;
    Tensor c = cos.narrow(0, 0, x.size(2));
    Tensor s = sin.narrow(0, 0, x.size(2));
    Tensor first = x.narrow(3, 0, pairs);
    Tensor second = x.narrow(3, pairs, pairs);
    return Tensor.cat(3, first.mul(c).sub(second.mul(s)), second.mul(c).add(first.mul(s)));
  }
}
