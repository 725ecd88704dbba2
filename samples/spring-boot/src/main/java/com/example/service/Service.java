package com.example.service;

import dev.forja.tensor.Randoms;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A web service with one model, which all requests share. */
@SpringBootApplication
public class Service {
  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }

  /**
   * The model in evaluation mode, in which any number of threads may call it at once. Here its
   * weights are random; a service of yours loads them: {@code model.load(file)}.
   */
  @Bean
  ClassifierInvoker classifier() {
    Randoms.seed(1);
    ClassifierInvoker model = ClassifierInvoker.of();
    model.eval();
    return model;
  }

  /** How often the model was called, and how long the calls took. */
  @Bean
  Timer classifierCalls(MeterRegistry registry) {
    return Timer.builder("classifier.calls").register(registry);
  }
}
