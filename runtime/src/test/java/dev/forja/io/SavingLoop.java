package dev.forja.io;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Saves one tensor to one file for ever, with all elements 1, then 2, then 1 again. */
final class SavingLoop {
  static final int ELEMENTS = 1 << 20;

  private SavingLoop() {}

  public static void main(String[] args) throws SafetensorsException {
    Path file = Path.of(args[0]);
    float[] values = new float[ELEMENTS];
    for (int round = 0; ; round++) {
      Arrays.fill(values, round % 2 + 1);
      NdArray array = NdArray.dense(Storage.of(values), ELEMENTS);
      Safetensors.save(file, Map.of("w", array), Map.of("value", Integer.toString(round % 2 + 1)));
      if (round == 0) {
        System.out.println("saved");
      }
    }
  }
}
