package dev.forja.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule that a file can break, with the message for it. */
class SafetensorsRulesTest {
  @TempDir Path directory;

  /** Headers for 8 bytes of data; single quotes stand for double quotes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'a':{'dtype':'F9','shape':[2],'data_offsets':[0,8]}} | tensor 'a': dtype 'F9' is not known
          {'a':{'dtype':4,'shape':[2],'data_offsets':[0,8]}} | tensor 'a': dtype is not a string
          {'a':{'shape':[2],'data_offsets':[0,8]}} | tensor 'a': dtype is missing
          {'a':{'dtype':'F32','data_offsets':[0,8]}} | tensor 'a': shape is missing
          {'a':{'dtype':'F32','shape':[2]}} | tensor 'a': data_offsets is missing
          {'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}} | tensor 'a': shape is not an array
          {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}} | tensor 'a': shape contains something other than integers
          {'a':{'dtype':'F32','shape':[[2]],'data_offsets':[0,8]}} | tensor 'a': shape contains something other than integers
          {'a':{'dtype':'F32','shape':[-2,-1],'data_offsets':[0,8]}} | tensor 'a': shape: -2 is negative or too large
          {'a':{'dtype':'F32','shape':[2147483648,0],'data_offsets':[0,8]}} | tensor 'a': shape: size 2147483648 at dimension 0 exceeds 2^31 - 1
          {'a':{'dtype':'F32','shape':[18446744073709551618],'data_offsets':[0,8]}} | tensor 'a': shape: 18446744073709551618 is negative or too large
          {'a':{'dtype':'F32','shape':[1073741824,1073741824,16],'data_offsets':[0,8]}} | tensor 'a': shape [1073741824, 1073741824, 16] is larger than any file
          {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | tensor 'a': F32 [3] needs 12 bytes, but data_offsets give it 8
          {'a':{'dtype':'F32','shape':[0],'data_offsets':[0,8]}} | tensor 'a': F32 [0] needs 0 bytes, but data_offsets give it 8
          {'a':{'dtype':'F4','shape':[3],'data_offsets':[0,8]}} | tensor 'a': its 12 bits do not fill whole bytes
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,9]}} | tensor 'a': data_offsets has 3 numbers, not 2
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | tensor 'a': data_offsets has 1 numbers, not 2
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}} | tensor 'a': data_offsets: -8 is negative or too large
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | tensor 'a': ends at byte 0, before it begins
          {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}} | tensor 'a': ends at byte 12, but the file has only 8 bytes of data: is it cut short?
          {'a':{'dtype':'I8','shape':[5],'data_offsets':[0,5]},'b':{'dtype':'I8','shape':[5],'data_offsets':[3,8]}} | tensor 'b': begins at byte 3, inside 'a'
          {'a':{'dtype':'I8','shape':[8],'data_offsets':[0,8]},'b':{'dtype':'I8','shape':[8],'data_offsets':[0,8]}} | tensor 'b': begins at byte 0, inside 'a'
          {'a':{'dtype':'I8','shape':[2],'data_offsets':[0,2]},'b':{'dtype':'I8','shape':[5],'data_offsets':[3,8]}} | tensor 'b': begins at byte 3, but the data before it ends at byte 2: the bytes between belong to no tensor
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | tensor 'a': begins at byte 4, but the data before it ends at byte 0: the bytes between belong to no tensor
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 bytes follow the last tensor
          {} | 8 bytes follow the last tensor
          {'a':{'dtype':'I8','shape':[4],'data_offsets':[0,4]},'a':{'dtype':'I8','shape':[4],'data_offsets':[4,8]}} | the header is not valid JSON: Duplicate field 'a' (at character 56)
          {'a':{'dtype':'I8','dtype':'I8','shape':[8],'data_offsets':[0,8]}} | the header is not valid JSON: Duplicate field 'dtype' (at character 26)
          {'a':3} | tensor 'a': its description is not an object
          {'__metadata__':{'k':1}} | __metadata__: 'k' is not a string
          {'__metadata__':['k']} | __metadata__ is not an object of strings
          [] | the header is not a JSON object
          {}{} | the header goes on after its JSON object
          {'a':{'dtype':'F32','x':[[[[[[[[1]]]]]]]],'shape':[2],'data_offsets':[0,8]}} | the header is not valid JSON: Document nesting depth (9) exceeds the maximum allowed (8, from `StreamReadConstraints.getMaxNestingDepth()`)
          """)
  void eachBrokenRuleHasItsSentence(String header, String problem) {
    assertRefused(RawFile.of(header.replace('\'', '"'), 8), problem);
  }

  @Test
  void anUnknownFieldOfATensorIsPassedOver() throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"I8\",\"extra\":{\"b\":[1]},\"shape\":[8],\"data_offsets\":[0,8]}}";
    Path path = RawFile.write(directory, RawFile.of(header, 8));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.entry("a")).hasToString("a I8 [8], bytes 0 to 8");
    }
  }

  @Test
  void anyOrderInTheHeaderIsReadInTheOrderOfTheBytes() throws IOException {
    String header =
        """
        {"b":{"dtype":"I8","shape":[3],"data_offsets":[5,8]},
         "none":{"dtype":"I8","shape":[0],"data_offsets":[5,5]},
         "a":{"dtype":"I8","shape":[5],"data_offsets":[0,5]}}
        """;
    Path path = RawFile.write(directory, RawFile.of(header, 8));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.entries().stream().map(SafetensorsEntry::name))
          .containsExactly("a", "none", "b");
    }
  }

  @Test
  void cutShortAnywhereItIsRefused() {
    byte[] whole = RawFile.reference();
    for (int length = 0; length < whole.length; length++) {
      Path path = RawFile.write(directory, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafetensorsFile.open(path))
          .as("first %d bytes", length)
          .isInstanceOf(SafetensorsException.class);
    }
    assertRefused(new byte[7], "has 7 bytes, too few for a safetensors file");
    assertRefused(
        Arrays.copyOf(whole, 100),
        "its header should have 744 bytes, but only 92 follow: is it cut short?");
  }

  @Test
  void headersThatAreTooLongAreRefusedByTheirLengthAlone() {
    assertRefused(
        length(100_000_001),
        "its header should have 100000001 bytes, more than the 100000000 allowed: is it a"
            + " safetensors file?");
    assertRefused(
        length(-1),
        "its header should have 18446744073709551615 bytes, more than the 100000000 allowed: is it"
            + " a safetensors file?");
    assertRefused(
        length(100_000_000),
        "its header should have 100000000 bytes, but only 0 follow: is it cut short?");
  }

  @Test
  void aLongHeaderCostsNoMoreMemoryThanWhatOfItIsJson() throws IOException {
    Path path = RawFile.write(directory, RawFile.of("{", 0));
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(100_000_000); // a hole, which reads as zeros
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.position(8);
      ChannelSlice header = new ChannelSlice(channel, 99_999_992);
      assertThatThrownBy(() -> HeaderReader.read(path, header))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("the header is not valid JSON: Illegal character");
      assertThat(channel.position()).isLessThan(100_000);
    }
  }

  @Test
  void headersInOtherEncodingsAreRefused() {
    assertRefused(
        RawFile.of(new byte[] {'{', '"', (byte) 0xff, '"'}, new byte[0]),
        "the header is not UTF-8");
    // An overlong encoding of a slash, and half of a surrogate pair.
    assertRefused(
        RawFile.of(new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf}, new byte[0]),
        "the header is not UTF-8");
    assertRefused(
        RawFile.of(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[0]),
        "the header is not UTF-8");
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(
            () -> SafetensorsFile.open(RawFile.write(directory, RawFile.of(utf16, new byte[0]))))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("the header is not valid JSON: Illegal character");
  }

  @Test
  void textFromTheFileIsTamedInMessages() {
    String name = "line\\nbreak" + "x".repeat(1000);
    String header = "{\"%s\":{\"dtype\":\"F9\"}}".formatted(name);
    assertRefused(
        RawFile.of(header, 0),
        "tensor 'line?break" + "x".repeat(110) + "...': dtype 'F9' is not known");
  }

  @Test
  void whatIsNoFileIsSaidToBeNone() {
    Path missing = directory.resolve("missing.safetensors");
    assertThatThrownBy(() -> SafetensorsFile.open(missing))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(missing + ": cannot be read: there is no such file");
    assertThatThrownBy(() -> SafetensorsFile.open(directory))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(directory + ": cannot be read: it is a folder.");
  }

  @Test
  void aFileMayExceedTwoGigabytesAndTensorsMayNot() throws IOException {
    long bytes = 3L << 30;
    String header =
        """
        {"huge":{"dtype":"U8","shape":[3,1073741824],"data_offsets":[0,%d]},
         "last":{"dtype":"U8","shape":[2],"data_offsets":[%d,%d]}}
        """
            .formatted(bytes, bytes, bytes + 2);
    byte[] head = RawFile.of(header, 0);
    Path path = RawFile.write(directory, head);
    try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
      raw.seek(head.length + bytes); // a hole of 3 GiB, which occupies no disk space
      raw.write(new byte[] {41, 42});
    }
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.read("last").storage().bytes()).containsExactly(41, 42);
      assertThat(file.bytes("huge").byteSize()).isEqualTo(bytes);
      assertThatThrownBy(() -> file.read("huge"))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageStartingWith(path + ": tensor 'huge': too large for one array: ");
    } finally {
      Files.delete(path);
    }
  }

  private void assertRefused(byte[] contents, String problem) {
    Path path = RawFile.write(directory, contents);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage(path + ": " + problem);
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }
}
