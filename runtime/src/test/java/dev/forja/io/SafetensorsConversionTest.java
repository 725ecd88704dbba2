package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsConversionTest {
  private static final int ALL = 1 << 16;

  @TempDir Path directory;

  @Test
  void everyHalfBecomesTheFloatOfItsFormula() throws IOException {
    float[] read = readAll(DType.F16);
    for (int bits = 0; bits < ALL; bits++) {
      assertSameFloat(read[bits], Float.float16ToFloat((short) bits), bits);
      assertSameFloat(read[bits], half(bits), bits);
    }
  }

  @Test
  void everyBfloat16BecomesTheFloatWhoseUpperHalfItIs() throws IOException {
    float[] read = readAll(DType.BF16);
    for (int bits = 0; bits < ALL; bits++) {
      assertSameFloat(read[bits], Float.intBitsToFloat(bits << 16), bits);
    }
  }

  @Test
  void doublesAreRoundedAndFloatsStay() throws IOException {
    double[] values = {0.1, -1e300, 1e-320, 1 + 0x1p-24, -0.0, Double.NaN};
    ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    data.asDoubleBuffer().put(values);
    String header = "{\"d\":{\"dtype\":\"F64\",\"shape\":[2,3],\"data_offsets\":[0,48]}}";
    Path path =
        RawFile.write(directory, RawFile.of(header.getBytes(StandardCharsets.UTF_8), data.array()));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      NdArray read = file.readFloat32("d");
      assertThat(read.shape()).containsExactly(2, 3);
      assertThat(read.floats())
          .containsExactly(0.1f, Float.NEGATIVE_INFINITY, 0f, 1f, -0f, Float.NaN);
    }
    Path plain = RawFile.write(directory, RawFile.reference());
    try (SafetensorsFile file = SafetensorsFile.open(plain)) {
      assertThat(file.readFloat32("fc.bias").floats()).containsExactly(0.5f, 0.25f);
    }
  }

  private float[] readAll(DType type) throws IOException {
    Storage storage = Storage.allocate(type, ALL);
    for (int bits = 0; bits < ALL; bits++) {
      storage.shorts()[bits] = (short) bits;
    }
    Path path = directory.resolve("all.safetensors");
    Safetensors.save(path, Map.of("all", NdArray.dense(storage, ALL)));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      return file.readFloat32("all").floats();
    }
  }

  /** IEEE 754: 1 bit of sign, 5 of exponent with bias 15, 10 of fraction. */
  private static float half(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    float size =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (1024 + fraction), exponent - 25);
        };
    return (bits & 0x8000) == 0 ? size : -size;
  }

  private static void assertSameFloat(float actual, float wanted, int bits) {
    // Float.floatToIntBits maps all NaNs to one value, and distinguishes the two zeros.
    assertThat(Float.floatToIntBits(actual))
        .as("bits %04x", bits)
        .isEqualTo(Float.floatToIntBits(wanted));
  }
}
