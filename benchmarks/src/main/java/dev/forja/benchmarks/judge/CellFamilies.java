package dev.forja.benchmarks.judge;

import dev.forja.module.NeuralModule;
import dev.forja.nn.BatchNorm1d;
import dev.forja.nn.BatchNorm3d;
import dev.forja.nn.GRUCell;
import dev.forja.nn.LSTMCell;
import dev.forja.nn.RNNCell;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Cells of recurrent networks, and norms in one and three dimensions. */
final class CellFamilies {
  private CellFamilies() {}

  static List<Family> all() {
    return List.of(
        new Family("RNNCell", CellFamilies::rnn),
        new Family("LSTMCell", CellFamilies::lstm),
        new Family("GRUCell", CellFamilies::gru),
        new Family("BatchNorm1d", CellFamilies::batchNorm1d),
        new Family("BatchNorm3d", CellFamilies::batchNorm3d),
        new Family("local_response_norm", CellFamilies::localResponse),
        new Family("normalize", CellFamilies::normalize));
  }

  private static List<Tensor> inputs(List<Tensor> given, NeuralModule module) {
    List<Tensor> all = new ArrayList<>(given);
    all.addAll(module.parameters());
    return all;
  }

  private static Trial rnn(Draw draw) {
    int[] s = draw.shape(3, 6);
    boolean relu = draw.flag();
    RNNCell cell = RNNCell.of(s[1], s[2], true, relu);
    return Trial.of(
        "torch.rnn_%s_cell(a0, a1, a2, a3, a4, a5)".formatted(relu ? "relu" : "tanh"),
        inputs(List.of(draw.leaf(s[0], s[1]), draw.leaf(s[0], s[2])), cell),
        in -> cell.call(in.get(0), in.get(1)));
  }

  private static Trial lstm(Draw draw) {
    int[] s = draw.shape(3, 6);
    LSTMCell cell = LSTMCell.of(s[1], s[2]);
    return new Trial(
        "h, c = torch.lstm_cell(a0, [a1, a2], a3, a4, a5, a6)\ny = torch.add(h, torch.mul(c, 0.3))",
        inputs(List.of(draw.leaf(s[0], s[1]), draw.leaf(s[0], s[2]), draw.leaf(s[0], s[2])), cell),
        in -> {
          var state = cell.call(in.get(0), in.get(1), in.get(2));
          return state.hidden().add(state.cell().mul(0.3));
        });
  }

  private static Trial gru(Draw draw) {
    int[] s = draw.shape(3, 6);
    GRUCell cell = GRUCell.of(s[1], s[2]);
    return Trial.of(
        "torch.gru_cell(a0, a1, a2, a3, a4, a5)",
        inputs(List.of(draw.leaf(s[0], s[1]), draw.leaf(s[0], s[2])), cell),
        in -> cell.call(in.get(0), in.get(1)));
  }

  private static Trial batchNorm1d(Draw draw) {
    int channels = draw.count(1, 6);
    BatchNorm1d norm = BatchNorm1d.of(channels);
    int n = draw.count(4, 7);
    Tensor x = draw.flag() ? draw.leaf(n, channels) : draw.leaf(n, channels, draw.count(2, 5));
    return Trial.of(
        "torch.batch_norm(a0, a1, a2, None, None, True, 0.1, 1e-05, False)",
        inputs(List.of(x), norm),
        in -> norm.call(in.getFirst()));
  }

  private static Trial batchNorm3d(Draw draw) {
    int channels = draw.count(1, 4);
    BatchNorm3d norm = BatchNorm3d.of(channels);
    return Trial.of(
        "torch.batch_norm(a0, a1, a2, None, None, True, 0.1, 1e-05, False)",
        inputs(List.of(draw.leaf(2, channels, 2, draw.count(2, 4), draw.count(2, 4))), norm),
        in -> norm.call(in.getFirst()));
  }

  /** The mean of the squares of neighbouring channels, as {@code torch.nn.functional} takes it. */
  private static Trial localResponse(Draw draw) {
    int size = draw.count(1, 5);
    int channels = draw.count(1, 6);
    return new Trial(
        """
        s = torch.unsqueeze(torch.square(a0), 1)
        p = torch.constant_pad_nd(s, [0, 0, 0, 0, %d, %d])
        m = torch.squeeze(torch.avg_pool3d(p, [%d, 1, 1], [1, 1, 1]), 1)
        y = torch.div(a0, torch.pow(torch.add(torch.mul(m, 0.3), 1.5), 0.75))\
        """
            .formatted(size / 2, (size - 1) / 2, size),
        List.of(draw.leaf(2, channels, draw.count(1, 4), draw.count(1, 4))),
        in -> in.getFirst().localResponseNorm(size, 0.3, 0.75, 1.5));
  }

  /**
   * Numbers away from zero: the gradient is a difference of terms as large as the reciprocal of the
   * norm, which is zero along a single number.
   */
  private static Trial normalize(Draw draw) {
    int dim = draw.count(-3, 2);
    double sign = draw.flag() ? 1 : -1;
    return new Trial(
        "n = torch.linalg_vector_norm(a0, 3., [%d], True)\ny = torch.div(a0, torch.clamp_min(n, 1e-12))"
            .formatted(dim),
        List.of(draw.between(0.25 * sign, 3 * sign, draw.shape(3, 5))),
        in -> in.getFirst().normalize(3, dim, 1e-12));
  }
}
