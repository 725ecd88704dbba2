package dev.forja.onnx.operators;

import java.util.Arrays;

/**
 * The windows of convolutions and pooling over the dimensions after the second: strides, dilations,
 * and the padding that the attributes or {@code auto_pad} say.
 *
 * @param kernel the sizes of the kernel
 * @param strides the distances between windows
 * @param dilations the distances between neighbouring elements of a window
 * @param before the padding before each dimension
 * @param after the padding after each dimension
 */
record Windows(int[] kernel, int[] strides, int[] dilations, int[] before, int[] after) {
  /** Reads the attributes for an input of this shape. */
  static Windows of(OnnxNode node, int[] shape, int[] kernel) {
    int dims = shape.length - 2;
    if (dims < 1 || kernel.length != dims) {
      throw new IllegalArgumentException(
          "its input has the shape %s and its kernel %s: expected two sizes more than the kernel has"
              .formatted(Arrays.toString(shape), Arrays.toString(kernel)));
    }
    int[] strides = sizes(node, "strides", dims);
    int[] dilations = sizes(node, "dilations", dims);
    int[] before = new int[dims];
    int[] after = new int[dims];
    int[] pads = node.ints("pads");
    String auto = node.text("auto_pad", "NOTSET");
    for (int d = 0; d < dims; d++) {
      if (kernel[d] < 1) {
        throw new IllegalArgumentException(
            "its kernel %s is empty".formatted(Arrays.toString(kernel)));
      }
      switch (auto) {
        case "NOTSET" -> {
          if (pads != null) {
            if (pads.length != 2 * dims) {
              throw new IllegalArgumentException(
                  "'pads' has %d numbers, expected %d".formatted(pads.length, 2 * dims));
            }
            before[d] = pads[d];
            after[d] = pads[dims + d];
          }
        }
        case "VALID" -> {}
        case "SAME_UPPER", "SAME_LOWER" -> {
          int size = shape[2 + d];
          long windows = Math.ceilDiv(size, strides[d]);
          long missing = (windows - 1) * strides[d] + extent(kernel[d], dilations[d]) - size;
          int total = Sizes.toInt("the padding", Math.max(0, missing));
          before[d] = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          after[d] = total - before[d];
        }
        default ->
            throw Elementwise.unknown(
                "auto_pad", auto, "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
      }
    }
    return new Windows(kernel, strides, dilations, before, after);
  }

  /** Sizes of 1 or more, one for each dimension; 1 if there are none. */
  static int[] sizes(OnnxNode node, String attribute, int dims) {
    int[] sizes = node.ints(attribute);
    if (sizes == null) {
      sizes = new int[dims];
      Arrays.fill(sizes, 1);
    }
    if (sizes.length != dims || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "'%s' is %s: expected %d numbers of 1 or more"
              .formatted(attribute, Arrays.toString(sizes), dims));
    }
    return sizes;
  }

  static long extent(int kernel, int dilation) {
    return (kernel - 1L) * dilation + 1;
  }

  int dims() {
    return kernel.length;
  }

  /** Whether there is padding that differs at the two sides, or is negative. */
  boolean isUneven() {
    return !Arrays.equals(before, after) || Arrays.stream(before).anyMatch(pad -> pad < 0);
  }

  /**
   * The number of elements after each dimension that a last, incomplete window needs beyond the
   * padding, if there is one; a window that would start in the padding is none.
   */
  int[] beyond(int[] shape, boolean ceil) {
    int[] beyond = new int[dims()];
    for (int d = 0; ceil && d < beyond.length; d++) {
      long padded = (long) shape[2 + d] + before[d] + after[d];
      long room = padded - extent(kernel[d], dilations[d]);
      long windows = Math.ceilDiv(room, (long) strides[d]) + 1;
      if ((windows - 1) * strides[d] >= (long) shape[2 + d] + before[d]) {
        windows--;
      }
      long needed = (windows - 1) * strides[d] + extent(kernel[d], dilations[d]);
      beyond[d] = Sizes.toInt("the padding", Math.max(0, needed - padded));
    }
    return beyond;
  }
}
