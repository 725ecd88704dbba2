package dev.forja.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** Writes the length and the JSON of a header, padded with spaces to a multiple of 8 bytes. */
final class HeaderWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(
              JsonRecyclerPools
                  .nonRecyclingPool()) // otherwise each thread would keep our class loader alive
          // Otherwise characters beyond the basic plane would be escaped, unlike in the reference
          // implementation.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private HeaderWriter() {}

  /** The bytes before the data, ready to be written. */
  static ByteBuffer write(Header header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!header.metadata().isEmpty()) {
        json.writeObjectFieldStart(Header.METADATA);
        for (Map.Entry<String, String> item : header.metadata().entrySet()) {
          json.writeStringField(item.getKey(), item.getValue());
        }
        json.writeEndObject();
      }
      for (SafetensorsEntry entry : header.entries()) {
        entry(json, entry);
      }
      json.writeEndObject();
    }
    while (bytes.size() % Long.BYTES != 0) {
      bytes.write(' ');
    }
    return ByteBuffer.allocate(Header.PREFIX + bytes.size())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(bytes.size())
        .put(bytes.toByteArray())
        .flip();
  }

  private static void entry(JsonGenerator json, SafetensorsEntry entry) throws IOException {
    json.writeObjectFieldStart(entry.name());
    json.writeStringField("dtype", entry.dtype().name());
    json.writeFieldName("shape");
    json.writeArray(entry.shape().toArray(), 0, entry.shape().size());
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
    json.writeEndObject();
  }
}
