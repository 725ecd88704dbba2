package dev.forja.langchain4j;

import dev.forja.models.Reranker;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Reranker} as a scoring model of langchain4j, which {@code ReRankingContentAggregator}
 * uses.
 *
 * <pre>{@code
 * ScoringModel model = ForjaScoringModel.of(Reranker.load(Path.of("ms-marco-MiniLM-L6-v2")));
 * }</pre>
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class ForjaScoringModel implements ScoringModel {
  private final Reranker reranker;

  private ForjaScoringModel(Reranker reranker) {
    this.reranker = reranker;
  }

  /** A model that scores with this reranker. */
  public static ForjaScoringModel of(Reranker reranker) {
    return new ForjaScoringModel(reranker);
  }

  /** How well each segment answers the query: the higher, the better; see {@link Reranker}. */
  @Override
  public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
    List<Double> scores = new ArrayList<>();
    for (float score : reranker.scores(query, segments.stream().map(TextSegment::text).toList())) {
      scores.add((double) score);
    }
    return Response.from(scores);
  }
}
