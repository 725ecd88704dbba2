package dev.forja.processor.prove;

import static dev.forja.processor.prove.Operands.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape rules of windows that slide over images, and of norms. */
final class ImageRules {
  private ImageRules() {}

  static Value image(Operands given) {
    Dims x = given.dims(0);
    if (x.count() > 4 || (!x.open() && x.count() < 3)) {
      throw new ShapeMismatch(Reason.RANK_RANGE, x, x.count(), 3, 4);
    }
    return tensor(Operands.atLeast(x, 3));
  }

  /** The windows along one dimension. */
  private record Slide(
      Size kernel, Size stride, Size padding, Size dilation, @Nullable Boolean up) {
    Size count(Size size, Dims x) {
      Size one = Size.of(1);
      Size reach = dilation.times(kernel.minus(one)).plus(one);
      Size room = size.plus(Size.of(2).times(padding)).minus(reach);
      if (room.isKnown() && room.most() < 0) {
        throw new ShapeMismatch(Reason.WINDOW, reach, size, x);
      }
      if (Boolean.FALSE.equals(up) || stride.is(1)) {
        return room.over(stride).plus(one);
      }
      Long whole = room.constant();
      Long by = stride.constant();
      Long in = size.plus(padding).constant();
      if (up == null || whole == null || by == null || by < 1 || in == null) {
        return Size.UNKNOWN;
      }
      long out = Math.ceilDiv(whole, by) + 1;
      return Size.of((out - 1) * by >= in ? out - 1 : out);
    }
  }

  static Value windows(Operands given) {
    Dims x = Operands.dimsOf(image(given));
    Dims result = given.isNull(1) ? x : x.with(x.count() - 3, given.size(1));
    for (int place = 2; place > 0; place--) {
      Slide slide =
          new Slide(
              axis(given.value(2), place),
              axis(given.value(3), place),
              axis(given.value(4), place),
              axis(given.value(5), place),
              given.truth(6));
      result = result.with(x.count() - place, slide.count(x.fromEnd(place), x));
    }
    return tensor(result);
  }

  static Value window(Operands given) {
    Slide slide =
        new Slide(given.size(1), given.size(2), given.size(3), given.size(4), given.truth(5));
    return new Value.Int(slide.count(given.size(0), Dims.of(given.size(0))));
  }

  static Value conv(Operands given) {
    Dims x = Operands.dimsOf(image(given));
    Dims weight = Operands.ofRank(given.dims(1), 4);
    if (x.fromEnd(3).isNever(weight.fromEnd(3))) {
      throw new ShapeMismatch(Reason.SIZES, x, weight, x.fromEnd(3), weight.fromEnd(3));
    }
    Dims result = x.with(x.count() - 3, weight.fromEnd(4));
    for (int place = 2; place > 0; place--) {
      Slide slide =
          new Slide(
              weight.fromEnd(place),
              axis(given.value(3), place),
              axis(given.value(4), place),
              axis(given.value(5), place),
              false);
      result = result.with(x.count() - place, slide.count(x.fromEnd(place), x));
    }
    return tensor(result);
  }

  /**
   * The number for one direction: a single number, or a component of a record with height and
   * width.
   */
  private static Size axis(Value value, int place) {
    return value instanceof Value.Struct both
        ? Operands.sizeOf(both.field(place == 2 ? "height" : "width"))
        : Operands.sizeOf(value);
  }

  static Value ends(Operands given) {
    List<Size> sizes = given.sizes(1);
    if (sizes == null) {
      return given.value(0);
    }
    Dims x = given.dims(0);
    Dims end = Dims.of(sizes).markPositive();
    boolean fits = x.open() || x.count() >= end.count();
    for (int place = Math.min(x.count(), end.count()); place > 0; place--) {
      fits &= !x.fromEnd(place).isNever(end.fromEnd(place));
    }
    if (!fits) {
      throw new ShapeMismatch(Reason.LAST, x, end);
    }
    return tensor(x.meet(new Dims(true, end.sizes())));
  }

  static Value channels(Operands given) {
    Dims x = given.dims(0);
    if (!x.open() && x.count() < 2) {
      throw new ShapeMismatch(Reason.RANK_LEAST, x, x.count(), 2);
    }
    Size size = given.size(1);
    if (!x.open() && x.sizes().get(1).isNever(size)) {
      throw new ShapeMismatch(Reason.SIZES, x, Dims.of(size), x.sizes().get(1), size);
    }
    return given.value(0);
  }
}
