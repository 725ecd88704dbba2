package dev.forja.server;

import dev.forja.HookScope;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.optim.AdamW;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import dev.forja.trace.Profile;
import dev.forja.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;

/**
 * The life of a program on a server, from its start to its end. It closes nothing that a user would
 * not close. {@link ServerLifeTest} runs it in separate class loaders.
 */
public final class ServerLife implements Callable<Integer> {
  private static final int WIDTH = 96;

  /** Called by the test, which finds it by name. */
  public ServerLife() {}

  /** The number of calls that Flight Recorder recorded. */
  @Override
  public Integer call() throws Exception {
    Sequential model = Sequential.of(Linear.of(WIDTH, WIDTH), ReLU.of(), Linear.of(WIDTH, WIDTH));
    Path file = Files.createTempFile("life", ".safetensors");
    try {
      model.save(file);
      model.load(file);
    } finally {
      Files.delete(file);
    }
    Tensor x = Tensor.randn(WIDTH, WIDTH);
    AdamW optimizer = AdamW.of(model.parameters(), 1e-3);
    for (int step = 0; step < 2; step++) {
      optimizer.zeroGrad();
      model.call(x).sum().backward();
      optimizer.step();
    }
    Conv2d conv = Conv2d.of(1, 4, 3);
    conv.call(Tensor.randn(2, 1, 24, 24)).maxPool2d(2).sum().backward();
    model.eval();
    Workspace.run(() -> model.call(x));
    HookScope.on(Linear.CALL)
        .observeForward((self, arguments, result) -> {})
        .run(() -> model.call(x));
    Trace.record(() -> model.call(x)).mermaid();
    Profile.of(() -> model.call(x));
    try (Recording recording = new Recording()) {
      recording.enable("dev.forja.ModuleCall");
      recording.start();
      model.call(x);
      recording.stop();
      return recording.getSize() > 0 ? 1 : 0;
    }
  }
}
