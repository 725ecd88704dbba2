package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of tensors, and padding. */
final class Slices {
  private Slices() {}

  static void addTo(OperatorTable table) {
    table.add("Slice", "axes starts ends", Slices::slice);
    table.add("Split", "axis split num_outputs", Slices::split);
    table.add("Pad", "mode pads value", Slices::pad);
    table.add("CenterCropPad", "axes", Slices::centerCropPad);
  }

  /** The places of a dimension in reverse order. */
  static Tensor flip(Tensor x, int dim) {
    return Types.keep(x, each -> each.flip(dim));
  }

  private static void slice(Call call) {
    Tensor x = call.x(0);
    boolean old = call.node().opset() < 10;
    long[] starts = old ? call.node().required("starts") : call.longs(1);
    long[] ends = old ? call.node().required("ends") : call.longs(2);
    long @Nullable [] given =
        old ? call.node().integers("axes") : call.has(3) ? call.longs(3) : null;
    long[] steps = call.has(4) ? call.longs(4) : ones(starts.length);
    int[] axes =
        given == null ? Sizes.range(0, starts.length) : Sizes.dims("axes", given, x.rank());
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length
        || starts.length > x.rank()) {
      throw new IllegalArgumentException(
          "%d starts, %d ends, %d axes and %d steps for rank %d"
              .formatted(starts.length, ends.length, axes.length, steps.length, x.rank()));
    }
    for (int i = 0; i < axes.length; i++) {
      x = slice(x, axes[i], starts[i], ends[i], steps[i]);
    }
    call.give(x);
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Tensor slice(Tensor x, int dim, long start, long end, long step) {
    int size = x.size(dim);
    long from = start < 0 ? start + size : start;
    long to = end < 0 ? end + size : end;
    if (step > 0) {
      int first = (int) Math.clamp(from, 0L, size);
      int behind = (int) Math.clamp(to, first, (long) size);
      return x.slice(dim, first, behind, (int) Math.min(step, Math.max(1, size)));
    }
    if (step == 0) {
      throw new IllegalArgumentException("a step is 0");
    }
    int first = (int) Math.clamp(from, -1L, size - 1L);
    int behind = (int) Math.clamp(to, -1L, (long) first);
    Tensor turned = flip(x.slice(dim, behind + 1, first + 1), dim);
    return turned.slice(
        dim, 0, first - behind, (int) Math.min(-Math.max(step, -size - 1L), Math.max(1, size)));
  }

  private static void split(Call call) {
    Tensor x = call.x(0);
    int axis = call.axis("axis", 0, x.rank());
    long[] sizes = Arrangements.axes(call, 1, "split");
    int parts = call.node().small("num_outputs", call.node().outputs());
    if (sizes.length == 0) {
      if (parts < 1) {
        throw new IllegalArgumentException("it splits into %d parts".formatted(parts));
      }
      sizes = even(x.size(axis), Math.ceilDiv(x.size(axis), parts), parts);
    }
    for (Tensor part : parts(x, axis, sizes)) {
      call.give(part);
    }
  }

  private static long[] even(int size, int part, int parts) {
    long[] sizes = new long[parts];
    for (int i = 0; i < parts; i++) {
      sizes[i] = Math.clamp((long) size - (long) i * part, 0, part);
    }
    return sizes;
  }

  /** Parts of these sizes. */
  static List<Tensor> parts(Tensor x, int axis, long[] sizes) {
    List<Tensor> parts = new ArrayList<>();
    long at = 0;
    for (long size : sizes) {
      if (size < 0 || at + size > x.size(axis)) {
        throw new IllegalArgumentException(
            "the parts %s exceed the size %d".formatted(Arrays.toString(sizes), x.size(axis)));
      }
      parts.add(x.slice(axis, (int) at, (int) (at + size)));
      at += size;
    }
    if (at != x.size(axis)) {
      throw new IllegalArgumentException(
          "the parts %s do not add up to the size %d"
              .formatted(Arrays.toString(sizes), x.size(axis)));
    }
    return parts;
  }

  private static void pad(Call call) {
    Tensor x = call.x(0);
    boolean old = call.node().opset() < 11;
    long[] pads = old ? call.node().required("pads") : call.longs(1);
    int[] axes =
        call.has(3) ? Sizes.dims("axes", call.longs(3), x.rank()) : Sizes.range(0, x.rank());
    if (pads.length != 2 * axes.length) {
      throw new IllegalArgumentException(
          "%d pads for %d dimensions".formatted(pads.length, axes.length));
    }
    int[] sizes = Sizes.toInts("a pad", pads);
    String mode = call.node().text("mode", "constant");
    @Nullable Tensor value = call.optional(2);
    if (value != null && value.count() != 1) {
      value = value.count() == 0 ? null : value.flatten().slice(0, 0, 1);
    }
    for (int i = 0; i < axes.length; i++) {
      int before = sizes[i];
      int after = sizes[axes.length + i];
      int dim = axes[i];
      x = cropped(x, dim, Math.max(0, -before), Math.max(0, -after));
      before = Math.max(0, before);
      after = Math.max(0, after);
      if (before + after > 0) {
        x =
            switch (mode) {
              case "constant" ->
                  constant(x, dim, before, after, value, call.node().number("value", 0));
              case "reflect", "edge", "wrap" ->
                  x.indexSelect(dim, mapped(mode, x.size(dim), before, after));
              default ->
                  throw Elementwise.unknown("mode", mode, "constant", "reflect", "edge", "wrap");
            };
      }
    }
    call.give(x);
  }

  private static Tensor cropped(Tensor x, int dim, int before, int after) {
    if (before + after == 0) {
      return x;
    }
    int end = Math.max(0, x.size(dim) - after);
    return x.slice(dim, Math.min(before, end), end);
  }

  /** Zeros, or another value, before and after a dimension. */
  static Tensor constant(
      Tensor x, int dim, int before, int after, @Nullable Tensor value, double otherwise) {
    if (x.dtype() == DType.F32 && value == null && x.rank() > 0) {
      int[] pads = new int[2 * (x.rank() - dim)];
      pads[pads.length - 2] = before;
      pads[pads.length - 1] = after;
      return x.pad(pads, otherwise);
    }
    Tensor fill = value == null ? Tensor.scalar(otherwise).to(x.dtype()) : value.to(x.dtype());
    Tensor first = filled(fill, Sizes.with(x.shape(), dim, before));
    Tensor last = filled(fill, Sizes.with(x.shape(), dim, after));
    return Tensor.cat(dim, first, x, last);
  }

  private static Tensor filled(Tensor fill, int[] shape) {
    return fill.reshape().expand(shape).contiguous();
  }

  /** The places of a dimension that stand at each place of the padded one. */
  private static Tensor mapped(String mode, int size, int before, int after) {
    if (size == 0) {
      throw new IllegalArgumentException("it pads an empty dimension by '%s'".formatted(mode));
    }
    long[] places = new long[Sizes.shape("the result", (long) size + before + after)[0]];
    int period = Math.max(1, 2 * (size - 1));
    for (int i = 0; i < places.length; i++) {
      int at = i - before;
      int reflected = Math.floorMod(at, period);
      places[i] =
          switch (mode) {
            case "edge" -> Math.clamp(at, 0, size - 1);
            case "wrap" -> Math.floorMod(at, size);
            default -> Math.min(reflected, period - reflected) % size;
          };
    }
    return Tensor.of(places);
  }

  private static void centerCropPad(Call call) {
    Tensor x = call.x(0);
    long[] given = call.node().integers("axes");
    int[] axes = given == null ? Sizes.range(0, x.rank()) : Sizes.dims("axes", given, x.rank());
    int[] wanted = Sizes.shape("the shape", call.longs(1));
    if (wanted.length != axes.length) {
      throw new IllegalArgumentException(
          "%d sizes for %d dimensions".formatted(wanted.length, axes.length));
    }
    for (int i = 0; i < axes.length; i++) {
      int size = x.size(axes[i]);
      int missing = wanted[i] - size;
      if (missing < 0) {
        int start = -missing / 2;
        x = x.slice(axes[i], start, start + wanted[i]);
      } else if (missing > 0) {
        x = constant(x, axes[i], missing / 2, missing - missing / 2, null, 0);
      }
    }
    call.give(x);
  }
}
