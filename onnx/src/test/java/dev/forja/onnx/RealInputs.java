package dev.forja.onnx;

import dev.forja.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Inputs for real networks, from texts such as {@code ids=below 1000 of 1x12; sr=16000}. An input
 * is a number, or one of {@code normal}, {@code picture}, {@code pixels}, {@code digits}, {@code
 * sound}, {@code ones} and {@code below N}, {@code of} a shape. A star in a name stands for any
 * text. Equal seeds give equal inputs.
 */
final class RealInputs {
  /** Handwritten digits beside the models of Tribuo. */
  private static final String DIGITS = "/org/tribuo/interop/onnx/mnist_test_head.libsvm";

  private RealInputs() {}

  static Map<String, Tensor> of(String text, Map<String, OnnxTensorType> types, long seed) {
    Map<String, Tensor> inputs = new HashMap<>();
    Random random = new Random(seed);
    for (String part : text.split("; ", -1)) {
      int equals = part.indexOf('=');
      Pattern name =
          Pattern.compile(
              String.join(
                  ".*",
                  Arrays.stream(part.substring(0, equals).split("\\*", -1))
                      .map(Pattern::quote)
                      .toList()));
      types.forEach(
          (input, type) -> {
            if (name.matcher(input).matches()) {
              Tensor drawn = tensor(part.substring(equals + 1), random);
              inputs.put(input, drawn.to(Objects.requireNonNull(type.dtype())));
            }
          });
    }
    return inputs;
  }

  private static Tensor tensor(String text, Random random) {
    int of = text.indexOf(" of ");
    if (of < 0) {
      return Tensor.scalarLong(Long.parseLong(text));
    }
    int[] shape =
        Arrays.stream(text.substring(of + 4).split("x", -1)).mapToInt(Integer::parseInt).toArray();
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    String kind = text.substring(0, of);
    if (kind.startsWith("below ")) {
      int limit = Integer.parseInt(kind.substring(6));
      return Tensor.of(random.longs(count, 0, limit).toArray(), shape);
    }
    return switch (kind) {
      case "ones" -> Tensor.ones(shape);
      case "normal" -> {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = (float) random.nextGaussian();
        }
        yield Tensor.of(values, shape);
      }
      case "sound" -> Tensor.of(RealSound.of(count, random), shape);
      case "picture" -> RealPicture.of(shape, false, random);
      case "pixels" -> RealPicture.of(shape, true, random);
      case "digits" -> digits(shape);
      default -> throw new IllegalArgumentException("'" + text + "' is no input");
    };
  }

  /** The first digits of the file, each line a class and the pixels above 0, counted from 0. */
  private static Tensor digits(int[] shape) {
    float[] values = new float[shape[0] * 784];
    try (InputStream in = Objects.requireNonNull(RealInputs.class.getResourceAsStream(DIGITS));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (int i = 0; i < shape[0]; i++) {
        List<String> cells = List.of(lines.readLine().strip().split(" ", -1));
        for (String cell : cells.subList(1, cells.size())) {
          int colon = cell.indexOf(':');
          int pixel = Integer.parseInt(cell.substring(0, colon));
          values[i * 784 + pixel] = Float.parseFloat(cell.substring(colon + 1)) / 255;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Tensor.of(values, shape);
  }
}
