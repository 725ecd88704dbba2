package dev.forja.tokenizers;

import dev.forja.tokenizers.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads truncation and padding from {@code tokenizer.json}. */
final class Settings {
  private Settings() {}

  static @Nullable Truncation truncation(Json json) {
    if (json.isNull()) {
      return null;
    }
    Truncation.Strategy strategy =
        switch (json.need("strategy").text()) {
          case "LongestFirst" -> Truncation.Strategy.LONGEST_FIRST;
          case "OnlyFirst" -> Truncation.Strategy.ONLY_FIRST;
          case "OnlySecond" -> Truncation.Strategy.ONLY_SECOND;
          default ->
              throw json.get("strategy")
                  .problem("the strategy is none of LongestFirst, OnlyFirst, OnlySecond");
        };
    return Truncation.to(json.need("max_length").count())
        .withStride(json.need("stride").count())
        .withStrategy(strategy)
        .withDirection(json.getOr("direction", Settings::side, Side.RIGHT));
  }

  static @Nullable Padding padding(Json json) {
    if (json.isNull()) {
      return null;
    }
    Json strategy = json.need("strategy");
    Padding padding =
        strategy.isObject() ? Padding.to(strategy.need("Fixed").count()) : longest(strategy);
    int multiple = json.getOr("pad_to_multiple_of", Json::count, 1);
    return padding
        .withMultipleOf(Math.max(1, multiple))
        .withDirection(side(json.need("direction")))
        .withToken(json.need("pad_token").text(), json.need("pad_id").count())
        .withTypeId(json.need("pad_type_id").count());
  }

  private static Padding longest(Json strategy) {
    if (!strategy.text().equals("BatchLongest")) {
      throw strategy.problem("the strategy is neither BatchLongest nor {\"Fixed\": length}");
    }
    return Padding.longest();
  }

  private static Side side(Json json) {
    return switch (json.text()) {
      case "Left" -> Side.LEFT;
      case "Right" -> Side.RIGHT;
      default -> throw json.problem("the direction is neither Left nor Right");
    };
  }
}
