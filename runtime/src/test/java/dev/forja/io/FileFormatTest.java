package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.module.SchemaFile;
import dev.forja.nn.Linear;
import dev.forja.optim.SGD;
import dev.forja.optim.TrainingCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of another format is recognised, and the message says how to read its weights. */
class FileFormatTest {
  @TempDir private Path folder;

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(new byte[40]);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(new byte[40]);
    }
    return bytes.toByteArray();
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void refused(FileFormat format, byte[] bytes, String remedy) throws IOException {
    assertThat(FileFormat.of(bytes)).contains(format);
    Path file = Files.write(folder.resolve(format + ".safetensors"), bytes);
    assertThatThrownBy(() -> Linear.of(1, 1).load(file))
        .as("%s", format)
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(file + ": is not a safetensors file: it is a")
        .hasMessageContaining(remedy);
    Path index = Files.write(folder.resolve(format + ".safetensors.index.json"), bytes);
    assertThatThrownBy(() -> Linear.of(1, 1).load(index))
        .as("%s", format)
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(index + ": is not");
  }

  @Test
  void eachIsRecognisedWithTheRemedy() throws IOException {
    refused(FileFormat.PYTORCH, zip("archive/data.pkl"), "torch.load('in.pt', weights_only=True)");
    refused(FileFormat.NUMPY_ARCHIVE, zip("weight.npy"), "numpy.load");
    refused(FileFormat.ZIP, zip("readme.txt"), "Unpack it first");
    HexFormat hex = HexFormat.of();
    refused(FileFormat.PICKLE, hex.parseHex("80028a0a6cfc9c46f920"), "save_file(torch.load");
    refused(FileFormat.PICKLE, hex.parseHex("80044b012e"), "save_file(torch.load");
    refused(FileFormat.GGUF, latin("GGUF\3\0\0\0\0\0"), "safetensors files of the same model");
    refused(FileFormat.HDF5, latin("\u0089HDF\r\n\u001a\n\0\0"), "h5py");
    refused(FileFormat.NUMPY, latin("\u0093NUMPY\1\0v\0{'descr'"), "numpy.load");
    refused(FileFormat.GZIP, gzip(), "gunzip");
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    refused(FileFormat.GIT_LFS_POINTER, latin(pointer), "git lfs pull");
    refused(FileFormat.HTML, latin("\n <!DOCTYPE html><html lang=en>"), "/resolve/");
    refused(FileFormat.HTML, latin("<HTML><body>404</body>"), "Download the file again");
    refused(FileFormat.ONNX, hex.parseHex("080712077079746f7263681a05"), "OnnxFile.read(path)");
    refused(FileFormat.ONNX, hex.parseHex("08083a800a0a040a017812"), "loadStateDict");
  }

  @Test
  void aSafetensorsFileIsOne() throws Exception {
    Path file = folder.resolve("a.safetensors");
    Linear.of(2, 2).save(file);
    assertThat(FileFormat.of(Files.readAllBytes(file))).contains(FileFormat.SAFETENSORS);
    assertThat(FileFormat.of(new byte[0])).isEmpty();
    assertThat(FileFormat.of(latin("{}"))).isEmpty();
    byte[] cut = new byte[12];
    System.arraycopy(Files.readAllBytes(file), 0, cut, 0, cut.length);
    Files.write(file, cut);
    assertThatThrownBy(() -> Linear.of(2, 2).load(file)).hasMessageContaining("is it cut short?");
    assertThatThrownBy(() -> Linear.of(2, 2).load(folder))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("it is a folder. Name a file in it");
  }

  /** Code that reads or writes files of models catches one checked exception. */
  @Test
  void everyFileThatFailsFailsAlike() throws IOException {
    Path missing = folder.resolve("missing");
    Path nowhere = folder.resolve("nowhere/a");
    Path damaged = Files.write(folder.resolve("damaged"), new byte[] {1, 2, 3});
    Path noSchema = Files.writeString(folder.resolve("schema"), "Linear\nweight, F32");
    Linear linear = Linear.of(2, 2);
    SGD optimizer = SGD.of(linear.parameters(), 0.1);
    List<ThrowingCallable> failing =
        List.of(
            () -> linear.load(missing),
            () -> linear.save(nowhere),
            () -> TrainingCheckpoint.load(damaged),
            () -> new TrainingCheckpoint().save(nowhere),
            () -> optimizer.load(damaged),
            () -> optimizer.save(nowhere),
            () -> SchemaFile.check(noSchema, linear.schema()));
    for (ThrowingCallable each : failing) {
      assertThatThrownBy(each)
          .isInstanceOf(ModelFileException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  @Test
  void stateOfAnotherOptimizerNamesTheFile() throws Exception {
    Path file = folder.resolve("sgd");
    SGD.of(Linear.of(2, 2).parameters(), 0.1).save(file);
    SGD other = SGD.of(Linear.of(2, 2, false).parameters(), 0.1);
    assertThatThrownBy(() -> other.load(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(file + ": does not fit this optimizer: parameter group 0");
  }
}
