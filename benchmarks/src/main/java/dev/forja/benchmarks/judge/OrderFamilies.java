package dev.forja.benchmarks.judge;

import dev.forja.array.DType;
import dev.forja.tensor.FourierNorm;
import dev.forja.tensor.Interpolation;
import dev.forja.tensor.StftOptions;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Sorting, cumulative functions, statistics, counts, and Fourier transforms. */
final class OrderFamilies {
  private final List<Family> families = new ArrayList<>();

  private OrderFamilies() {}

  static List<Family> all() {
    OrderFamilies made = new OrderFamilies();
    made.orders();
    made.cumulative();
    made.quantiles();
    made.statistics();
    made.counts();
    made.spectra();
    return made.families;
  }

  private void family(String name, Function<Draw, Trial> make) {
    families.add(new Family(name, make));
  }

  private static String yes(boolean value) {
    return value ? "True" : "False";
  }

  private interface Along {
    Tensor apply(Tensor x, int dim);
  }

  private void along(String name, String code, Along forja) {
    family(
        name,
        draw -> {
          int rank = draw.count(1, 4);
          int dim = draw.count(-rank, rank - 1);
          return new Trial(
              code.formatted(dim),
              List.of(draw.leaf(draw.shape(rank, 7))),
              in -> forja.apply(in.getFirst(), dim));
        });
  }

  private void orders() {
    along("sort", "y, places = torch.sort(a0, %d, False)", (x, d) -> x.sort(d, false).values());
    along(
        "sort falling", "y, places = torch.sort(a0, %d, True)", (x, d) -> x.sort(d, true).values());
    along(
        "argsort",
        "places = torch.argsort(torch.detach(a0), %d, True)\ny = torch.add(torch.to(places, 6), torch.mul(a0, 0))",
        (x, d) -> x.argsort(d, true).to(DType.F32).add(x.mul(0)));
    along("median", "y, places = torch.median(a0, %d, True)", (x, d) -> x.median(d, true).values());
    along(
        "nanmedian",
        "y, places = torch.nanmedian(a0, %d, True)",
        (x, d) -> x.nanmedian(d, true).values());
    family(
        "topk",
        draw -> {
          int[] s = draw.shape(2, 7);
          int dim = draw.count(0, 1);
          int k = draw.count(1, s[dim]);
          boolean largest = draw.flag();
          return new Trial(
              "y, places = torch.topk(a0, %d, %d, %s)".formatted(k, dim, yes(largest)),
              List.of(draw.leaf(s)),
              in -> in.getFirst().topk(k, dim, largest).values());
        });
    family(
        "kthvalue",
        draw -> {
          int[] s = draw.shape(2, 7);
          int dim = draw.count(0, 1);
          int k = draw.count(1, s[dim]);
          boolean keep = draw.flag();
          return new Trial(
              "y, places = torch.kthvalue(a0, %d, %d, %s)".formatted(k, dim, yes(keep)),
              List.of(draw.leaf(s)),
              in -> in.getFirst().kthvalue(k, dim, keep).values());
        });
    family(
        "mode",
        draw ->
            new Trial(
                "y, places = torch.mode(a0, 1, False)",
                List.of(draw.places(4, draw.shape(2, 7)).to(DType.F32).detach()),
                in -> in.getFirst().mode(1, false).values()));
  }

  private void cumulative() {
    along("cummax", "y, places = torch.cummax(a0, %d)", (x, d) -> x.cummax(d).values());
    along("cummin", "y, places = torch.cummin(a0, %d)", (x, d) -> x.cummin(d).values());
    along("cumprod", "y = torch.cumprod(a0, %d)", Tensor::cumprod);
    along("logcumsumexp", "y = torch.logcumsumexp(a0, %d)", Tensor::logcumsumexp);
    family(
        "diff",
        draw -> {
          int n = draw.count(1, 3);
          int dim = draw.count(-2, 1);
          return Trial.of(
              "torch.diff(a0, %d, %d)".formatted(n, dim),
              List.of(draw.leaf(draw.count(4, 7), draw.count(4, 7))),
              in -> in.getFirst().diff(n, dim, null, null));
        });
  }

  private void quantiles() {
    for (Interpolation how : Interpolation.values()) {
      String name = how.name().toLowerCase(Locale.ROOT);
      for (String method : List.of("quantile", "nanquantile")) {
        family(
            method + " " + name,
            draw -> {
              int[] s = draw.shape(2, 7);
              int dim = draw.count(-2, 1);
              boolean keep = draw.flag();
              Tensor q = draw.uniform(0, 1, draw.count(1, 3));
              return Trial.of(
                  "torch.%s(a0, a1, %d, %s, interpolation=\"%s\")"
                      .formatted(method, dim, yes(keep), name),
                  List.of(draw.leaf(s), q),
                  in ->
                      method.equals("quantile")
                          ? in.get(0).quantile(in.get(1), dim, keep, how)
                          : in.get(0).nanquantile(in.get(1), dim, keep, how));
            });
      }
    }
  }

  private void statistics() {
    family(
        "cov",
        draw -> {
          int[] s = {draw.count(1, 5), draw.count(4, 7)};
          int correction = draw.count(0, 1);
          return Trial.of(
              "torch.cov(a0, correction=%d, fweights=a1, aweights=a2)".formatted(correction),
              List.of(
                  draw.leaf(s),
                  draw.places(4, s[1]).add(Tensor.scalarLong(1)),
                  draw.uniform(0.5, 2, s[1])),
              in -> in.get(0).cov(correction, in.get(1), in.get(2)));
        });
    family(
        "corrcoef",
        draw ->
            Trial.of(
                "torch.corrcoef(a0)",
                List.of(draw.leaf(draw.count(1, 5), draw.count(4, 8))),
                in -> in.getFirst().corrcoef()));
    family(
        "nansum",
        draw ->
            Trial.of(
                "torch.nansum(a0, [1], True)",
                List.of(draw.leaf(draw.shape(3, 5))),
                in -> in.getFirst().nansum(new int[] {1}, true)));
    family(
        "nanmean",
        draw ->
            Trial.of(
                "torch.nanmean(a0, [-1], False)",
                List.of(draw.leaf(draw.shape(3, 5))),
                in -> in.getFirst().nanmean(-1)));
    family(
        "std_mean",
        draw -> {
          int correction = draw.count(0, 1);
          return new Trial(
              "s, m = torch.std_mean(a0, [0, 2], correction=%d, keepdim=True)\ny = torch.mul(s, m)"
                  .formatted(correction),
              List.of(draw.leaf(draw.count(2, 5), 3, draw.count(2, 5))),
              in -> {
                var both = in.getFirst().stdMean(new int[] {0, 2}, correction, true);
                return both.spread().mul(both.mean());
              });
        });
    family(
        "logsumexp and norm of all",
        draw ->
            new Trial(
                "y = torch.add(torch.logsumexp(a0, [0, 1]), torch.linalg_vector_norm(a0, 2., None, False))",
                List.of(draw.leaf(draw.shape(2, 6))),
                in -> in.getFirst().logsumexp(0, 1).add(in.getFirst().norm())));
  }

  private void counts() {
    family(
        "bincount",
        draw -> {
          int n = draw.count(1, 12);
          int least = draw.count(0, 9);
          return Trial.of(
              "torch.bincount(a0, a1, %d)".formatted(least),
              List.of(draw.places(6, n), draw.uniform(0, 1, n)),
              in -> in.get(0).bincount(in.get(1), least));
        });
    family(
        "histc",
        draw -> {
          int bins = draw.count(1, 7);
          return Trial.of(
              "torch.histc(a0, %d, -2, 2)".formatted(bins),
              List.of(draw.constant(draw.shape(2, 7))),
              in -> in.getFirst().histc(bins, -2, 2));
        });
    family(
        "searchsorted",
        draw -> {
          boolean right = draw.flag();
          int rows = draw.count(1, 3);
          Tensor sorted = draw.places(9, rows, draw.count(1, 7)).to(DType.F32).sort().values();
          return Trial.of(
              "torch.to(torch.searchsorted(a0, a1, right=%s), 6)".formatted(yes(right)),
              List.of(
                  sorted.detach(), draw.places(10, rows, draw.count(1, 5)).to(DType.F32).detach()),
              in -> in.get(0).searchsorted(in.get(1), right).to(DType.F32));
        });
    family(
        "bucketize",
        draw -> {
          boolean right = draw.flag();
          Tensor sorted = draw.places(9, draw.count(1, 7)).to(DType.F32).sort().values();
          return Trial.of(
              "torch.to(torch.bucketize(a0, a1, right=%s), 6)".formatted(yes(right)),
              List.of(draw.places(10, draw.shape(2, 5)).to(DType.F32).detach(), sorted.detach()),
              in -> in.get(0).bucketize(in.get(1), right).to(DType.F32));
        });
  }

  private static String quoted(FourierNorm norm) {
    return "\"" + norm.name().toLowerCase(Locale.ROOT) + "\"";
  }

  private void spectra() {
    family(
        "fft_rfft",
        draw -> {
          int dim = draw.count(-2, 1);
          FourierNorm norm = draw.of(FourierNorm.values());
          Integer n = draw.flag() ? null : draw.count(1, 12);
          return Trial.of(
              "torch.view_as_real(torch.fft_rfft(a0, %s, %d, %s))"
                  .formatted(n == null ? "None" : n, dim, quoted(norm)),
              List.of(draw.leaf(draw.shape(2, 9))),
              in -> in.getFirst().rfft(n, dim, norm));
        });
    family(
        "fft_irfft",
        draw -> {
          int dim = draw.count(-2, 1);
          FourierNorm norm = draw.of(FourierNorm.values());
          Integer n = draw.flag() ? null : draw.count(1, 12);
          return Trial.of(
              "torch.fft_irfft(torch.view_as_complex(a0), %s, %d, %s)"
                  .formatted(n == null ? "None" : n, dim, quoted(norm)),
              List.of(draw.leaf(draw.count(2, 7), draw.count(2, 7), 2)),
              in -> in.getFirst().irfft(n, dim, norm));
        });
    for (boolean inverse : new boolean[] {false, true}) {
      String name = inverse ? "fft_ifft" : "fft_fft";
      family(
          name,
          draw -> {
            int dim = draw.count(-2, 1);
            FourierNorm norm = draw.of(FourierNorm.values());
            Integer n = draw.flag() ? null : draw.count(1, 12);
            return Trial.of(
                "torch.view_as_real(torch.%s(torch.view_as_complex(a0), %s, %d, %s))"
                    .formatted(name, n == null ? "None" : n, dim, quoted(norm)),
                List.of(draw.leaf(draw.count(1, 8), draw.count(1, 8), 2)),
                in -> inverse ? in.getFirst().ifft(n, dim, norm) : in.getFirst().fft(n, dim, norm));
          });
    }
    family("stft", OrderFamilies::stft);
  }

  private static Trial stft(Draw draw) {
    int size = draw.count(3, 9);
    int hop = draw.count(1, 4);
    int length = draw.count(2, size);
    boolean center = draw.flag();
    boolean normalized = draw.flag();
    boolean onesided = draw.flag();
    return Trial.of(
        "torch.view_as_real(torch.stft(a0, %d, %d, %d, a1, %s, \"reflect\", %s, %s, True))"
            .formatted(size, hop, length, yes(center), yes(normalized), yes(onesided)),
        List.of(draw.leaf(2, draw.count(12, 20)), draw.uniform(0.2, 1, length)),
        in ->
            in.get(0)
                .stft(
                    StftOptions.of(size)
                        .withHopLength(hop)
                        .withWinLength(length)
                        .withWindow(in.get(1))
                        .withCenter(center)
                        .withNormalized(normalized)
                        .withOnesided(onesided)));
  }
}
