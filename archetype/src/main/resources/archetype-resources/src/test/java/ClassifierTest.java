package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifierTest {
  @Test
  void learnsTheCircle() {
    ClassifierInvoker model = Main.train(300);
    Tensor points = Main.points(1000);
    long[] wanted = Main.classes(points).toLongs();
    long[] classes = NoGrad.call(() -> model.call(points)).argmax(1).toLongs();
    int right = 0;
    for (int i = 0; i < wanted.length; i++) {
      right += classes[i] == wanted[i] ? 1 : 0;
    }
    assertTrue(right > 950, right + " of 1,000 points are right");
  }

  @Test
  void aSavedModelGivesTheSameAnswers(@TempDir Path folder) throws IOException {
    ClassifierInvoker model = Main.train(10);
    Path file = folder.resolve("classifier.safetensors");
    model.save(file);
    ClassifierInvoker loaded = ClassifierInvoker.of(32);
    loaded.load(file);
    Tensor points = Main.points(10);
    assertArrayEquals(model.call(points).toFloats(), loaded.call(points).toFloats());
  }
}
