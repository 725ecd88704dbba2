package dev.forja.optim;

import java.util.List;

/**
 * A search along a direction for a step that fulfils the strong Wolfe conditions: the loss falls
 * enough, and the slope has become flat enough. First the step grows until it brackets such a
 * point; then the bracket shrinks around it, by cubic interpolation. For one thread at a time.
 *
 * <p>Source: J. Nocedal and S. Wright, Numerical Optimization, second edition, algorithms 3.5, 3.6
 * and equation 3.59; the limits on interpolated steps are those of PyTorch.
 */
final class LineSearch {
  private static final double ENOUGH = 1e-4;
  private static final double FLAT = 0.9;
  private static final double TOLERANCE = 1e-9;

  /** A step, and the loss, the gradient and the slope there. */
  private record Point(double step, LBFGS.Evaluation found, double slope) {
    double loss() {
      return found.loss();
    }
  }

  private final LBFGS.FlatParameters flat;
  private final float[] direction;
  private final List<float[]> start;
  private final Point origin;
  private final int most;
  private int searches;
  private int evaluations;
  private double step;

  /** A search from the values of the parameters, with at most that many searches. */
  LineSearch(
      LBFGS.FlatParameters flat, float[] direction, LBFGS.Evaluation here, double slope, int most) {
    this.flat = flat;
    this.direction = direction;
    this.start = flat.values();
    this.origin = new Point(0, here, slope);
    this.most = most;
  }

  /** The step that was found. */
  double step() {
    return step;
  }

  /** How often the loss was evaluated. */
  int evaluations() {
    return evaluations;
  }

  private Point at(double distance) {
    evaluations++;
    LBFGS.Evaluation found = flat.at(start, direction, distance);
    return new Point(distance, found, Vectors.dot(found.gradient(), direction));
  }

  private boolean isTooHigh(Point point) {
    return point.loss() > origin.loss() + ENOUGH * point.step() * origin.slope();
  }

  private boolean isFlat(Point point) {
    return Math.abs(point.slope()) <= -FLAT * origin.slope();
  }

  /** The loss and gradient at the step that was found, which begins with {@code guess}. */
  LBFGS.Evaluation run(double guess) {
    Point before = origin;
    Point now = at(guess);
    while (searches < most) {
      if (isTooHigh(now) || (searches > 1 && now.loss() >= before.loss())) {
        return zoom(before, now);
      }
      if (isFlat(now)) {
        return done(now);
      }
      if (now.slope() >= 0) {
        return zoom(before, now);
      }
      double least = now.step() + 0.01 * (now.step() - before.step());
      double next = cubic(before, now, least, now.step() * 10);
      before = now;
      now = at(next);
      searches++;
    }
    return done(origin.loss() <= now.loss() ? origin : now);
  }

  private LBFGS.Evaluation done(Point point) {
    step = point.step();
    return point.found();
  }

  /** Shrinks a bracket, of which {@code low} is the end with the lower loss. */
  private LBFGS.Evaluation zoom(Point first, Point second) {
    boolean ordered = first.loss() <= second.loss();
    Point low = ordered ? first : second;
    Point high = ordered ? second : first;
    double length = Vectors.largest(direction);
    boolean stuck = false;
    boolean found = false;
    while (!found && searches < most) {
      double left = Math.min(low.step(), high.step());
      double right = Math.max(low.step(), high.step());
      if ((right - left) * length < TOLERANCE) {
        break;
      }
      double next = cubic(low, high, left, right);
      double margin = 0.1 * (right - left);
      if (Math.min(right - next, next - left) < margin) {
        if (stuck || next >= right || next <= left) {
          next = Math.abs(next - right) < Math.abs(next - left) ? right - margin : left + margin;
          stuck = false;
        } else {
          stuck = true;
        }
      } else {
        stuck = false;
      }
      Point middle = at(next);
      searches++;
      if (isTooHigh(middle) || middle.loss() >= low.loss()) {
        high = middle;
        if (high.loss() < low.loss()) {
          Point lower = high;
          high = low;
          low = lower;
        }
      } else {
        if (isFlat(middle)) {
          found = true;
        } else if (middle.slope() * (high.step() - low.step()) >= 0) {
          high = low;
        }
        low = middle;
      }
    }
    return done(low);
  }

  /** The minimum of the cubic through two points with their slopes, between two bounds. */
  private static double cubic(Point a, Point b, double least, double most) {
    Point left = a.step() <= b.step() ? a : b;
    Point right = a.step() <= b.step() ? b : a;
    double width = right.step() - left.step();
    double mean = left.slope() + right.slope() + 3 * (left.loss() - right.loss()) / width;
    double square = mean * mean - left.slope() * right.slope();
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double root = Math.sqrt(square);
    double share = (right.slope() + root - mean) / (right.slope() - left.slope() + 2 * root);
    double minimum = right.step() - width * share;
    return Math.min(Math.max(minimum, least), most);
  }
}
