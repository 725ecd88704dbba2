package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What gives the counters and the moments of a saved run their meaning: how its data were cut and
 * ordered, and which parameter stood where.
 */
record Settings(SequencedMap<String, String> values) {
  TrainingCheckpoint state() {
    TrainingCheckpoint state = new TrainingCheckpoint();
    values.forEach(state::put);
    return state;
  }

  /** What differs from saved settings, in words; what was not saved does not differ. */
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
