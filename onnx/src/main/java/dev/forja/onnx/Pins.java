package dev.forja.onnx;

import dev.forja.array.Allocator;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small tensors of the state whose values were taken for constants when the file was read, so that
 * they must not change. Several threads may check them at once.
 */
final class Pins {
  private final List<Pin> pins = new ArrayList<>();

  private static final class Pin {
    final String name;
    final Tensor tensor;
    final Tensor copy;
    volatile int version;

    Pin(String name, Tensor tensor) {
      this.name = name;
      this.tensor = tensor;
      this.version = version(tensor);
      this.copy = Tensor.of(tensor.array().copy(Allocator.HEAP));
    }

    static int version(Tensor tensor) {
      return tensor.array().storage().version();
    }

    boolean isUnchanged() {
      return tensor.dtype().isFloat()
          ? Arrays.equals(tensor.toFloats(), copy.toFloats())
          : Arrays.equals(tensor.toLongs(), copy.toLongs());
    }
  }

  void add(String name, Tensor tensor) {
    pins.add(new Pin(name, tensor));
  }

  /** Compares values only where something was written. */
  void check() {
    for (Pin pin : pins) {
      int version = Pin.version(pin.tensor);
      if (version != pin.version) {
        if (!pin.isUnchanged()) {
          throw new OnnxCallException(
              "'%s' was changed, but its value was taken for a constant when the file was read:"
                      .formatted(pin.name)
                  + " read it with OnnxOptions.defaults().withFolding(false).withRecognition(false)",
              null);
        }
        pin.version = version;
      }
    }
  }
}
