package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.NdArray;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving leaves either the complete new file or the previous file, and nothing else. */
class SafetensorsSaveTest {
  private static final Map<String, NdArray> ONE =
      Map.of("w", TestArrays.floats(new int[] {2}, 1, 2));

  @TempDir Path directory;
  Path target = Path.of("");

  @BeforeEach
  void somethingIsThereBefore() throws IOException {
    target = Files.writeString(directory.resolve("model.safetensors"), "before");
  }

  @Test
  void aNewFileReplacesTheOld() throws IOException {
    Safetensors.save(target, ONE);
    try (SafetensorsFile file = SafetensorsFile.open(target)) {
      assertThat(file.read("w").floats()).containsExactly(1, 2);
    }
    assertOnly("model.safetensors");
  }

  @Test
  void afterAFailureInTheMiddleTheOldFileStands() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertUntouched();
  }

  @Test
  void anErrorInTheMiddleLeavesTheOldFileToo() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    channel -> {
                      throw new OutOfMemoryError("not really");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertUntouched();
  }

  @Test
  void aThreadInterruptedWhileSavingLeavesTheOldFile() throws IOException {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Safetensors.save(target, ONE))
          .isInstanceOf(SafetensorsException.class)
          .hasMessage(
              target
                  + ": cannot be written: the thread is interrupted: Thread.interrupted() clears"
                  + " that, if the file matters more");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertUntouched();
  }

  @Test
  void namesThatNoFileCanHoldAreRefused() throws IOException {
    NdArray array = TestArrays.floats(new int[] {1}, 1);
    assertThatThrownBy(() -> Safetensors.save(target, Map.of("__metadata__", array)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(target + ": tensor '__metadata__': no tensor can have this name");
    assertThatThrownBy(() -> Safetensors.save(target, Map.of("half \ud800", array)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(target + ": tensor 'half ?': its name is not valid Unicode");
    assertUntouched();
  }

  @Test
  void placesThatCannotBeWrittenGiveOneSentence() throws IOException {
    Path nowhere = directory.resolve("missing").resolve("model.safetensors");
    assertRefused(nowhere, "there is no directory " + nowhere.getParent() + "; create it first");
    Path underFile = target.resolve("model.safetensors");
    assertRefused(underFile, "there is no directory " + target + "; create it first");
    assertRefused(directory, "it is a directory");
    assertRefused(directory.getRoot(), "it is a directory");
    assertUntouched();
  }

  /** Root may write everywhere; then the file is written. */
  @Test
  void aDirectoryWithoutPermissionGivesOneSentence() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    Path path = closed.resolve("model.safetensors");
    if (Files.isWritable(closed)) {
      Safetensors.save(path, ONE);
      assertThat(path).isNotEmptyFile();
    } else {
      assertRefused(path, "permission denied");
    }
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(OsErrors.say(new AccessDeniedException("x"))).isEqualTo("permission denied");
  }

  @Test
  void aSymbolicLinkStaysAndWhatItPointsToIsReplaced() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path real = Files.writeString(elsewhere.resolve("v1"), "before");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("elsewhere", "v1"));
    Path linkToLink = Files.createSymbolicLink(directory.resolve("link2"), Path.of("link"));
    Safetensors.save(linkToLink, ONE);
    assertThat(link).isSymbolicLink();
    assertThat(linkToLink).isSymbolicLink();
    assertThat(real).isRegularFile();
    try (SafetensorsFile file = SafetensorsFile.open(linkToLink)) {
      assertThat(file.contains("w")).isTrue();
    }
    assertOnly("elsewhere", "link", "link2", "model.safetensors");
  }

  @Test
  void aLinkToNothingCreatesWhatItPointsTo() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("new.safetensors"));
    Safetensors.save(link, ONE);
    assertThat(link).isSymbolicLink();
    assertOnly("link", "model.safetensors", "new.safetensors");
  }

  @Test
  void linksInACircleAreRefused() throws IOException {
    Path a = Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
    assertRefused(a, "its symbolic links form a loop");
  }

  @Test
  void theNewFileHasThePermissionsOfTheOld() throws IOException {
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw--w-"));
    Safetensors.save(target, ONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-rw--w-");
  }

  @Test
  void whereAMoveCannotBeAtomicItIsAMoveStill() throws IOException {
    URI zip = URI.create("jar:" + directory.resolve("other.zip").toUri());
    try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path from = Files.writeString(other.getPath("new"), "after");
      assertThatThrownBy(() -> Files.move(from, target, StandardCopyOption.ATOMIC_MOVE))
          .isInstanceOf(AtomicMoveNotSupportedException.class);
      AtomicFile.move(from, target);
      assertThat(target).hasContent("after");
      assertThat(from).doesNotExist();
    }
  }

  @Test
  void aFileThatIsOpenKeepsItsContentsWhenReplaced() throws IOException {
    Safetensors.save(target, ONE);
    try (SafetensorsFile file = SafetensorsFile.open(target)) {
      Safetensors.save(target, Map.of("w", TestArrays.floats(new int[] {2}, 3, 4)));
      assertThat(file.read("w").floats()).containsExactly(1, 2);
    }
  }

  private static void assertRefused(Path path, String reason) {
    assertThatThrownBy(() -> Safetensors.save(path, ONE))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(path + ": cannot be written: " + reason);
  }

  private void assertUntouched() throws IOException {
    assertThat(target).hasContent("before");
    assertOnly("model.safetensors");
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }
}
