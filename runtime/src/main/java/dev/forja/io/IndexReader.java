package dev.forja.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the index of a sharded checkpoint: its {@code weight_map}. */
final class IndexReader {
  private static final String MAP = "weight_map";

  private IndexReader() {}

  /** The file of each tensor. */
  static Map<String, String> read(Path index) throws SafetensorsException {
    try {
      SafetensorsFile.checkRegular(index);
      if (Files.size(index) > Header.MAX_BYTES) {
        throw new SafetensorsException(index, "is too large for an index");
      }
      return parse(index);
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new SafetensorsException(index, "cannot be read: " + OsErrors.say(e), e);
    }
  }

  private static Map<String, String> parse(Path index) throws IOException {
    try (JsonParser json =
        HeaderReader.JSON.createParser(
            new InputStreamReader(
                Files.newInputStream(index), StandardCharsets.UTF_8.newDecoder()))) {
      return map(index, json);
    } catch (CharacterCodingException e) {
      throw orOtherFormat(index, new SafetensorsException(index, "is not UTF-8", e));
    } catch (JsonProcessingException e) {
      String problem = SafetensorsException.shorten(e.getOriginalMessage());
      throw orOtherFormat(
          index, new SafetensorsException(index, "is not valid JSON: " + problem, e));
    }
  }

  private static SafetensorsException orOtherFormat(Path index, SafetensorsException otherwise)
      throws IOException {
    try (FileChannel channel = FileChannel.open(index, StandardOpenOption.READ)) {
      return SafetensorsException.orOtherFormat(index, FileFormat.of(channel), otherwise);
    }
  }

  private static Map<String, String> map(Path index, JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new SafetensorsException(index, "is not a JSON object");
    }
    Map<String, String> files = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (!field.equals(MAP)) {
        json.skipChildren();
      } else if (value == JsonToken.START_OBJECT) {
        files = files(index, json);
      } else {
        throw new SafetensorsException(index, MAP + " is not an object of strings");
      }
    }
    if (json.nextToken() != null) {
      throw new SafetensorsException(index, "goes on after its JSON object");
    }
    if (files == null) {
      throw new SafetensorsException(index, "has no " + MAP);
    }
    return files;
  }

  private static Map<String, String> files(Path index, JsonParser json) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw SafetensorsException.inEntry(index, name, "its file is not a string");
      }
      files.put(name, json.getText());
    }
    return files;
  }
}
