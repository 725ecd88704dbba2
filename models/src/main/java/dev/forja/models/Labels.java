package dev.forja.models;

import dev.forja.models.config.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The names of the labels of a classifier. */
final class Labels {
  private Labels() {}

  /** The names in {@code id2label}; without it, LABEL_0 and so on, two of them by default. */
  static List<String> of(ModelConfig config) {
    var named = config.object("id2label");
    if (named.isEmpty()) {
      return IntStream.range(0, config.size("num_labels", 2)).mapToObj(i -> "LABEL_" + i).toList();
    }
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < named.get().names().size(); i++) {
      String id = Integer.toString(i);
      if (!named.get().has(id)) {
        throw config.error(
            "id2label", "has %d labels, but none for %s".formatted(named.get().names().size(), id));
      }
      labels.add(named.get().text(id, ""));
    }
    return List.copyOf(labels);
  }
}
