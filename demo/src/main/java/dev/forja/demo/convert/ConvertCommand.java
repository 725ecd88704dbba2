package dev.forja.demo.convert;

import dev.forja.array.NdArray;
import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.io.Safetensors;
import dev.forja.onnx.OnnxFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the weights of an ONNX model as safetensors. */
@Command(
    name = "convert",
    description =
        "Writes the weights of an ONNX model as a safetensors file, under the names of PyTorch's"
            + " state dict.",
    mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The file to read.")
  private Path from = Path.of("");

  @Parameters(index = "1", paramLabel = "MODEL.safetensors", description = "The file to write.")
  private Path to = Path.of("");

  @Option(names = "--force", description = "Overwrite an existing file.")
  private boolean force;

  @Override
  public Integer call() {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !force) {
      throw new DemoException(to + " exists already; --force overwrites it");
    }
    try {
      OnnxFile model = OnnxFile.read(from);
      SequencedMap<String, NdArray> arrays = new LinkedHashMap<>();
      model.stateDict().forEach((name, tensor) -> arrays.put(name, tensor.array()));
      PrintWriter out = spec.commandLine().getOut();
      model.leftOut().forEach((name, why) -> out.println("left out: " + name + ": " + why));
      if (arrays.isEmpty()) {
        throw new DemoException(from + " has no weights that can be read; nothing was written");
      }
      Safetensors.save(to, arrays, Map.of("format", "pt"));
      arrays.forEach((name, array) -> out.println(name + ": " + array));
      out.printf("%,d tensors, %,d values: %s%n", arrays.size(), model.valueCount(), to);
      out.flush();
      return 0;
    } catch (ModelFileException e) {
      throw new DemoException(e);
    }
  }
}
