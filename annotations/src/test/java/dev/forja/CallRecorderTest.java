package dev.forja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecorderTest {
  private final Node leaf = new Node("leaf");
  private final Node root = new Node("root", leaf);

  @Test
  void eachCallIsAnEventWhileARecordingRuns(@TempDir Path directory) throws IOException {
    List<RecordedEvent> events = record(directory, () -> root.call("x"));
    assertThat(events)
        .extracting(event -> event.getString("path"), event -> event.getString("entry"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("0", "call"),
            org.assertj.core.groups.Tuple.tuple("", "call"));
    assertThat(events).allMatch(event -> event.getString("module").equals("Node"));
    assertThat(events.getLast().getDuration()).isPositive();
    assertThat(Listening.elsewhere()).isFalse();
  }

  @Test
  void aFailedCallSaysSo(@TempDir Path directory) throws IOException {
    leaf.failure = new IllegalStateException("broken");
    List<RecordedEvent> events =
        record(directory, () -> assertThatThrownBy(() -> leaf.call("x")).isSameAs(leaf.failure));
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getBoolean("failed")).isTrue();
    assertThat(events.getFirst().getString("error")).contains("broken");
  }

  private static List<RecordedEvent> record(Path directory, Runnable body) throws IOException {
    Path file = directory.resolve("calls.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(ModuleCallEvent.NAME).withoutThreshold();
      recording.start();
      body.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(ModuleCallEvent.NAME))
        .toList();
  }
}
