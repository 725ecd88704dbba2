package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The settings that a resumed run must share with the saved one: the batches and order of the data,
 * and the order of the parameters.
 */
record Settings(SequencedMap<String, String> values) {
  TrainingCheckpoint state() {
    TrainingCheckpoint state = new TrainingCheckpoint();
    values.forEach(state::put);
    return state;
  }

  /** Describes the differences from saved settings; settings that were not saved are ignored. */
  String differences(TrainingCheckpoint saved) {
    SequencedMap<String, String> before = new LinkedHashMap<>();
    saved.names().forEach(name -> before.put(name, saved.text(name)));
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> now : values.entrySet()) {
      String then = before.get(now.getKey());
      if (then != null && !then.equals(now.getValue())) {
        differences.add("%s was %s, is %s".formatted(now.getKey(), then, now.getValue()));
      }
    }
    return String.join(", ", differences);
  }
}
