package org.example.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.RealModel;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The application is started with nothing but the folder of the model, and asked over HTTP. */
class SearchApplicationTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "Where did the animal come out of the sea?",
          "The whale surfaced beside the boat; the harpooner stood up and threw.",
          "How is the economy doing?",
          "Shares lost value this morning, and so did government bonds.",
          "Who makes music?",
          "A man sits on the porch and plays an old guitar.",
          "What is the capital of France?",
          "Paris lies on the Seine, and the government is there.");

  @TempDir private Path folder;

  @Test
  void answersOverHttp() throws Exception {
    Path model = RealModel.MINI_LM.write(folder.resolve("all-MiniLM-L6-v2"));
    try (var context =
            (ServletWebServerApplicationContext)
                SpringApplication.run(
                    SearchApplication.class,
                    "--server.port=0",
                    "--server.tomcat.basedir=" + folder.resolve("tomcat"),
                    "--spring.main.banner-mode=off",
                    "--spring.ai.forja.embedding.folder=" + model);
        HttpClient client = HttpClient.newHttpClient()) {
      String address =
          "http://localhost:" + Objects.requireNonNull(context.getWebServer()).getPort();
      List<String> quoted = ANSWERS.values().stream().map(text -> '"' + text + '"').toList();
      HttpRequest documents =
          HttpRequest.newBuilder(URI.create(address + "/documents"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("[" + String.join(",", quoted) + "]"))
              .build();
      assertThat(client.send(documents, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      for (var answer : ANSWERS.entrySet()) {
        String question = URLEncoder.encode(answer.getKey(), StandardCharsets.UTF_8);
        HttpRequest search =
            HttpRequest.newBuilder(URI.create(address + "/search?question=" + question)).build();
        HttpResponse<String> found = client.send(search, HttpResponse.BodyHandlers.ofString());
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).startsWith("[\"" + answer.getValue() + "\",\"");
      }
    }
  }
}
