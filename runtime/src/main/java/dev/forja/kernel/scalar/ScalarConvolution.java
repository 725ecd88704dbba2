package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.Convolution;
import dev.forja.kernel.Finish;
import dev.forja.kernel.conv.ConvolutionScratch;
import dev.forja.kernel.conv.Correlation;
import dev.forja.kernel.conv.Images;
import dev.forja.kernel.conv.PaddedConvolution;
import dev.forja.kernel.conv.PaddedPlanes;
import dev.forja.kernel.conv.Taps;
import dev.forja.kernel.conv.WeightSums;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Convolution as plain loops: the specification. */
public final class ScalarConvolution extends PaddedConvolution {
  public ScalarConvolution() {
    super(new ScalarMatmul(), (x, xo, y, yo, n) -> System.arraycopy(x, xo, y, yo, Math.max(0, n)));
  }

  @Override
  protected void correlate(
      Correlation sums,
      int images,
      Images source,
      float[] w,
      int wo,
      float @Nullable [] bias,
      int bo,
      Images target,
      @Nullable Finish finish) {
    PaddedPlanes planes = sums.planes();
    ConvolutionScratch scratch = ConvolutionScratch.take();
    int size = planes.size(sums.inputs(), 0);
    float[] padded = scratch.planes(size);
    Arrays.fill(padded, 0, size, 0f);
    float[] row = scratch.rows(2 * sums.columns());
    for (int n = 0; n < images; n++) {
      for (int group = 0; group < sums.groups(); group++) {
        int first = source.start(n, group * sums.inputs());
        planes.fill(source.values(), first, sums.inputs(), padded, 0);
        for (int o = 0; o < sums.outputs(); o++) {
          int weights = wo + group * sums.taps().groupStep() + o * sums.taps().rowStep();
          int channel = group * sums.outputs() + o;
          float add = bias == null ? 0 : bias[bo + channel];
          for (int i = 0; i < sums.rows(); i++) {
            addTaps(sums, w, weights, padded, i * planes.pitch(), row);
            int to = target.start(n, channel) + i * target.rowStep();
            for (int j = 0; j < sums.columns(); j++) {
              target.values()[to + j * target.columnStep()] = row[j] + add;
            }
          }
          if (finish != null) {
            finish.run(target.start(n, channel) - target.from(), target.plane());
          }
        }
      }
    }
    scratch.giveBack();
  }

  /** The sums of one row of outputs; the second half of {@code row} is scratch memory. */
  private static void addTaps(
      Correlation sums, float[] w, int wo, float[] padded, int base, float[] row) {
    int columns = sums.columns();
    Taps taps = sums.taps();
    Arrays.fill(row, 0, columns, 0f);
    for (int from = 0; from < taps.count(); from += Taps.BLOCK) {
      int part = from == 0 ? 0 : columns;
      Arrays.fill(row, part, part + columns, 0f);
      for (int k = from; k < Math.min(taps.count(), from + Taps.BLOCK); k++) {
        float weight = w[wo + taps.weights()[k]];
        int at = base + taps.offsets()[k];
        for (int j = 0; j < columns; j++) {
          row[part + j] = fma(weight, padded[at + j], row[part + j]);
        }
      }
      for (int j = 0; part > 0 && j < columns; j++) {
        row[j] += row[part + j];
      }
    }
  }

  @Override
  protected void weightGrad(
      WeightSums sums, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    Convolution c = sums.convolution();
    int size = c.weights();
    float[] partials = new float[sums.chunks() * size];
    for (int chunk = 0; chunk < sums.chunks(); chunk++) {
      int image = chunk * sums.chunk();
      int end = Math.min(c.images(), image + sums.chunk());
      int together = sums.together(end - image);
      for (int from = image; from < end; from += together) {
        int images = Math.min(together, end - from);
        for (int group = 0; group < c.groups(); group++) {
          addGroup(sums, group, x, xo, dy, dyo, from, images, partials, chunk * size);
        }
      }
    }
    sums.join(partials, dw, dwo);
  }

  private static void addGroup(
      WeightSums sums,
      int group,
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      int image,
      int images,
      float[] to,
      int at) {
    Convolution c = sums.convolution();
    int step = sums.planesStep();
    ConvolutionScratch scratch = ConvolutionScratch.take();
    float[] padded = scratch.planes(images * step);
    Arrays.fill(padded, 0, images * step, 0f);
    for (int n = 0; n < images; n++) {
      int source = xo + ((image + n) * c.inChannels() + group * c.groupInputs()) * c.inPlane();
      sums.planes().fill(x, source, c.groupInputs(), padded, n * step);
    }
    int positions = sums.positions();
    float[] rows = scratch.rows(images * positions);
    Arrays.fill(rows, 0, images * positions, 0f);
    for (int o = 0; o < c.groupOutputs(); o++) {
      int channel = group * c.groupOutputs() + o;
      for (int n = 0; n < images; n++) {
        for (int i = 0; i < c.rows().out(); i++) {
          int gradient = dyo + ((image + n) * c.outChannels() + channel) * c.outPlane();
          int width = c.columns().out();
          int row = n * positions + i * sums.planes().pitch();
          System.arraycopy(dy, gradient + i * width, rows, row, width);
        }
      }
      int weight = at + channel * sums.taps().count();
      for (int k = 0; k < sums.taps().count(); k++) {
        to[weight + k] += sum(images, positions, rows, padded, sums.taps().offsets()[k], step);
      }
    }
    scratch.giveBack();
  }

  private static float sum(
      int images, int positions, float[] rows, float[] padded, int offset, int step) {
    float[] s = new float[WeightSums.LANES];
    for (int n = 0; n < images; n++) {
      for (int p = 0; p < positions; p += s.length) {
        int d = n * positions + p;
        int q = offset + n * step + p;
        for (int l = 0; l < s.length; l++) {
          s[l] = fma(rows[d + l], padded[q + l], s[l]);
        }
      }
    }
    for (int l = 0; l < s.length; l += 4) {
      s[l] = s[l] + s[l + 1] + (s[l + 2] + s[l + 3]);
    }
    return s[0] + s[8] + (s[4] + s[12]);
  }
}
