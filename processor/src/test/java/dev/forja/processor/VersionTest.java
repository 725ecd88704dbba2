package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import dev.forja.spi.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The processor and the libraries on the class path check each other's versions. */
final class VersionTest {
  @TempDir Path work;

  @Test
  void isTheOneOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<version>(.*)</version>").matcher(Files.readString(Path.of("pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(Version.NAME).isEqualTo(version.group(1));
  }

  @ParameterizedTest
  @EnumSource
  void notesOnceThatTheAnnotationsAreOfAnotherVersion(Compiler compiler) throws IOException {
    Path own = Files.createDirectories(work.resolve("other/dev/forja/spi")).resolve("Version.java");
    Files.writeString(
        own,
        """
        package dev.forja.spi;
        public final class Version {
          public static final String NAME = "0.0.9";
        }
        """);
    Path nets =
        Files.writeString(
            work.resolve("Nets.java"),
            """
            class Nets {
              static class A { @dev.forja.Forward int forward(int x) { return x; } }
              static class B { @dev.forja.Forward int forward(int x) { return x; } }
            }
            """);
    Compiled compiled =
        compiler.compile(List.of(own, nets), work, new ForwardProcessor(), List.of());
    assertThat(compiled.problems())
        .singleElement()
        .extracting(Compiled.Message::text)
        .isEqualTo(
            "[VersionDiffers] The processor is of Forja %s, but forja-annotations on the class path"
                    .formatted(Version.NAME)
                + " is of version 0.0.9. Use one version of all artifacts of Forja, or silence this"
                + " with @SuppressWarnings(\"forja:VersionDiffers\").");
    assertThat(compiled.problems().getFirst().isError()).isFalse();
  }
}
