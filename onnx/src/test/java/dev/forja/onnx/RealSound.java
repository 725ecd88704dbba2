package dev.forja.onnx;

import java.util.Random;

/** Sounds like a voice: a buzz with the resonances of vowels, that swells, and noise. */
final class RealSound {
  private static final double RATE = 16_000;

  private RealSound() {}

  /** So many samples, at 16 kHz, within 1. */
  static float[] of(int count, Random random) {
    float[] samples = new float[count];
    double pitch = 90 + 120 * random.nextDouble();
    double[] formants = {300 + 500 * random.nextDouble(), 900 + 1500 * random.nextDouble(), 2500};
    for (int i = 0; i < count; i++) {
      double t = i / RATE;
      double sum = 0;
      for (int h = 1; h * pitch < RATE / 2; h++) {
        double near = 0.01;
        for (double formant : formants) {
          near += 1 / (1 + Math.pow((h * pitch - formant) / 120, 2));
        }
        sum += near * Math.sin(2 * Math.PI * h * pitch * t);
      }
      double swell = 0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * t);
      samples[i] = (float) (0.08 * swell * sum + 0.01 * random.nextGaussian());
    }
    return samples;
  }
}
