package dev.forja.op;

/**
 * The discrete Fourier transform of rows of complex numbers, in double: real and imaginary parts
 * are two arrays. Powers of two are transformed in steps that double the length (Cooley and Tukey,
 * 1965), short rows by the sums themselves, and others by a convolution whose length is a power of
 * two (Bluestein, 1970). Not thread-safe.
 */
final class Fourier {
  private static final int SHORT = 24;

  private final int n;
  private final double[] cos;
  private final double[] sin;
  private final boolean power;
  private final double[] chirpRe;
  private final double[] chirpIm;
  private final double[] filterRe;
  private final double[] filterIm;
  private final Fourier inner;

  /** Prepares transforms of n numbers, n being positive. */
  Fourier(int n) {
    this.n = n;
    this.power = Integer.bitCount(n) == 1;
    this.cos = new double[n];
    this.sin = new double[n];
    for (int i = 0; i < n; i++) {
      cos[i] = cosine(i, n);
      sin[i] = cosine(4L * i - n, 4L * n);
    }
    if (power || n <= SHORT) {
      chirpRe = new double[0];
      chirpIm = chirpRe;
      filterRe = chirpRe;
      filterIm = chirpRe;
      inner = this;
      return;
    }
    int size = Integer.highestOneBit(2 * n - 1) * 2;
    inner = new Fourier(size);
    chirpRe = new double[n];
    chirpIm = new double[n];
    filterRe = new double[size];
    filterIm = new double[size];
    for (int i = 0; i < n; i++) {
      long turn = (long) i * i % (2L * n);
      chirpRe[i] = cosine(turn, 2L * n);
      chirpIm[i] = -cosine(4 * turn - 2L * n, 8L * n);
      filterRe[i] = chirpRe[i];
      filterIm[i] = -chirpIm[i];
      filterRe[(size - i) % size] = chirpRe[i];
      filterIm[(size - i) % size] = -chirpIm[i];
    }
    inner.transform(filterRe, filterIm);
  }

  /** {@code cos(2 pi i / n)}, exact at multiples of a quarter. */
  private static double cosine(long i, long n) {
    long turn = Math.floorMod(8 * i, 8 * n);
    if (turn == 2 * n || turn == 6 * n) {
      return 0;
    }
    return StrictMath.cos(2 * StrictMath.PI * turn / (8.0 * n));
  }

  /** Replaces the numbers by {@code X[k] = sum of x[j] e^(-2 pi i j k / n)}. */
  void transform(double[] re, double[] im) {
    if (power) {
      doubling(re, im);
    } else if (n <= SHORT) {
      sums(re, im);
    } else {
      convolution(re, im);
    }
  }

  /** Replaces the numbers by the sums with {@code e^(+2 pi i j k / n)}. */
  void inverse(double[] re, double[] im) {
    transform(im, re);
  }

  private void sums(double[] re, double[] im) {
    double[] fromRe = re.clone();
    double[] fromIm = im.clone();
    for (int k = 0; k < n; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int j = 0; j < n; j++) {
        int turn = (int) ((long) j * k % n);
        sumRe += fromRe[j] * cos[turn] + fromIm[j] * sin[turn];
        sumIm += fromIm[j] * cos[turn] - fromRe[j] * sin[turn];
      }
      re[k] = sumRe;
      im[k] = sumIm;
    }
  }

  private void doubling(double[] re, double[] im) {
    int shift = 32 - Integer.numberOfTrailingZeros(n);
    for (int i = 0; n > 1 && i < n; i++) {
      int other = Integer.reverse(i) >>> shift;
      if (other > i) {
        swap(re, i, other);
        swap(im, i, other);
      }
    }
    for (int half = 1; half < n; half *= 2) {
      int stride = n / (2 * half);
      for (int start = 0; start < n; start += 2 * half) {
        for (int j = 0; j < half; j++) {
          int low = start + j;
          int high = low + half;
          double c = cos[j * stride];
          double s = sin[j * stride];
          double turnedRe = re[high] * c + im[high] * s;
          double turnedIm = im[high] * c - re[high] * s;
          re[high] = re[low] - turnedRe;
          im[high] = im[low] - turnedIm;
          re[low] += turnedRe;
          im[low] += turnedIm;
        }
      }
    }
  }

  private static void swap(double[] array, int i, int j) {
    double kept = array[i];
    array[i] = array[j];
    array[j] = kept;
  }

  private void convolution(double[] re, double[] im) {
    int size = filterRe.length;
    double[] a = new double[size];
    double[] b = new double[size];
    for (int i = 0; i < n; i++) {
      a[i] = re[i] * chirpRe[i] - im[i] * chirpIm[i];
      b[i] = re[i] * chirpIm[i] + im[i] * chirpRe[i];
    }
    inner.transform(a, b);
    for (int i = 0; i < size; i++) {
      double product = a[i] * filterRe[i] - b[i] * filterIm[i];
      b[i] = a[i] * filterIm[i] + b[i] * filterRe[i];
      a[i] = product;
    }
    inner.inverse(a, b);
    for (int i = 0; i < n; i++) {
      re[i] = (a[i] * chirpRe[i] - b[i] * chirpIm[i]) / size;
      im[i] = (a[i] * chirpIm[i] + b[i] * chirpRe[i]) / size;
    }
  }
}
