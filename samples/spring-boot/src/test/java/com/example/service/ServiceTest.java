package com.example.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.HookHandle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the service on a free port of this machine, and asks it over HTTP. */
class ServiceTest {
  private static final String FLOWERS = "[[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]";

  private final HttpClient client = HttpClient.newHttpClient();
  private ConfigurableApplicationContext service;
  private String address;

  @BeforeEach
  void start() {
    service = SpringApplication.run(Service.class, "--server.port=0", "--server.address=127.0.0.1");
    address = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void answersWithProbabilities() throws Exception {
    HttpResponse<String> answer = client.send(classify(FLOWERS), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    String[] rows = answer.body().replaceAll("^\\[\\[|\\]\\]$", "").split("\\],\\[");
    assertThat(rows).hasSize(2);
    for (String row : rows) {
      double sum = 0;
      for (String chance : row.split(",")) {
        assertThat(Double.parseDouble(chance)).isBetween(0.0, 1.0);
        sum += Double.parseDouble(chance);
      }
      assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-5));
    }
  }

  @Test
  void refusesWhatIsNoFlower() throws Exception {
    for (String body : new String[] {"[]", "[[1, 2]]", "[[1, 2, 3, 4], [5]]"}) {
      assertThat(client.send(classify(body), BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void countsTheCallsInItsMetrics() throws Exception {
    client.send(classify(FLOWERS), BodyHandlers.ofString());
    client.send(classify(FLOWERS), BodyHandlers.ofString());
    HttpRequest metrics =
        HttpRequest.newBuilder(URI.create(address + "/actuator/metrics/classifier.calls")).build();
    assertThat(client.send(metrics, BodyHandlers.ofString()).body())
        .contains("{\"statistic\":\"COUNT\",\"value\":2.0}");
  }

  @Test
  void finishesWhatHasBegunBeforeItStops() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ClassifierInvoker model = service.getBean(ClassifierInvoker.class);
    try (HookHandle _ =
        model.observeForward(
            (self, args, result) -> {
              begun.countDown();
              await(mayEnd);
            })) {
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(classify(FLOWERS), BodyHandlers.ofString());
      await(begun);
      Thread stopping = Thread.ofPlatform().start(service::close);
      stopping.join(500);
      assertThat(stopping.isAlive()).as("the service waits for the request").isTrue();
      mayEnd.countDown();
      assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      stopping.join(10_000);
      assertThat(stopping.isAlive()).isFalse();
    }
  }

  private HttpRequest classify(String body) {
    return HttpRequest.newBuilder(URI.create(address + "/classify"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
