package dev.forja.optim;

import java.util.List;

/**
 * A search along a direction for a step that fulfils the strong Wolfe conditions: the loss falls
 * enough, and the slope has become flat enough. First the step grows until it brackets such a
 * point; then the bracket shrinks around it, by cubic interpolation. For one thread at a time.
 *
 * <p>Source: J. Nocedal and S. Wright, Numerical Optimization, second edition, algorithms 3.5, 3.6
 * and equation 3.59; the limits on interpolated steps are those of PyTorch. As there, slopes and
 * their sums with losses are float32, so that a step is good enough if no float32 shows otherwise.
 */
final class LineSearch {
  private static final float ENOUGH = 1e-4f;
  private static final float FLAT = 0.9f;
  private static final double TOLERANCE = 1e-9;

  /** A step, and the loss, the gradient and the slope there. */
  private record Point(float step, LBFGS.Evaluation found, float slope) {
    float loss() {
      return (float) found.loss();
    }
  }

  private final LBFGS.FlatParameters flat;
  private final float[] direction;
  private final List<float[]> start;
  private final Point origin;
  private final int most;
  private int searches;
  private int evaluations;
  private float step;

  /** A search from the values of the parameters, with at most that many searches. */
  LineSearch(
      LBFGS.FlatParameters flat, float[] direction, LBFGS.Evaluation here, float slope, int most) {
    this.flat = flat;
    this.direction = direction;
    this.start = flat.values();
    this.origin = new Point(0, here, slope);
    this.most = most;
  }

  /** The step that was found. */
  float step() {
    return step;
  }

  /** How often the loss was evaluated. */
  int evaluations() {
    return evaluations;
  }

  private Point at(float distance) {
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
  LBFGS.Evaluation run(float guess) {
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
      float least = now.step() + 0.01f * (now.step() - before.step());
      float next = cubic(before, now, least, now.step() * 10);
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

  /** Shrinks a bracket around the end with the lower loss, of equal ones the first. */
  private LBFGS.Evaluation zoom(Point first, Point second) {
    Point[] ends = {first, second};
    int low = lower(ends);
    float length = Vectors.largest(direction);
    boolean stuck = false;
    boolean found = false;
    while (!found && searches < most) {
      int high = 1 - low;
      float left = Math.min(ends[0].step(), ends[1].step());
      float right = Math.max(ends[0].step(), ends[1].step());
      if ((right - left) * length < TOLERANCE) {
        break;
      }
      float next = cubic(ends[0], ends[1], left, right);
      float margin = 0.1f * (right - left);
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
      if (isTooHigh(middle) || middle.loss() >= ends[low].loss()) {
        ends[high] = middle;
        low = lower(ends);
      } else {
        if (isFlat(middle)) {
          found = true;
        } else if (middle.slope() * (ends[high].step() - ends[low].step()) >= 0) {
          ends[high] = ends[low];
        }
        ends[low] = middle;
      }
    }
    return done(ends[low]);
  }

  private static int lower(Point[] ends) {
    return ends[0].loss() <= ends[1].loss() ? 0 : 1;
  }

  /** The minimum of the cubic through two points with their slopes, between two bounds. */
  private static float cubic(Point a, Point b, float least, float most) {
    Point left = a.step() <= b.step() ? a : b;
    Point right = a.step() <= b.step() ? b : a;
    float width = right.step() - left.step();
    float mean = left.slope() + right.slope() + 3 * (left.loss() - right.loss()) / width;
    float square = mean * mean - left.slope() * right.slope();
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    float root = (float) Math.sqrt(square);
    float share = (right.slope() + root - mean) / (right.slope() - left.slope() + 2 * root);
    float minimum = right.step() - width * share;
    return Math.min(Math.max(minimum, least), most);
  }
}
