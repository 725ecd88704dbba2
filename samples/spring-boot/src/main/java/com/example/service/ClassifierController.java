package com.example.service;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Answers POST /classify, whose body is a list of flowers, with a list of probabilities for each.
 */
@RestController
class ClassifierController {
  private final ClassifierInvoker model;
  private final Timer calls;

  ClassifierController(ClassifierInvoker model, Timer calls) {
    this.model = model;
    this.calls = calls;
  }

  @PostMapping("/classify")
  float[][] classify(@RequestBody float[][] flowers) {
    Tensor batch = batch(flowers);
    Tensor chances =
        Objects.requireNonNull(calls.record(() -> NoGrad.call(() -> model.call(batch)).softmax(1)));
    float[] values = chances.toFloats();
    float[][] rows = new float[flowers.length][3];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, 3 * i, rows[i], 0, 3);
    }
    return rows;
  }

  private static Tensor batch(float[][] flowers) {
    if (flowers.length == 0) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "there are no flowers");
    }
    float[] values = new float[flowers.length * 4];
    for (int i = 0; i < flowers.length; i++) {
      if (flowers[i].length != 4) {
        throw new ResponseStatusException(
            HttpStatus.BAD_REQUEST,
            "flower %d has %d measures, but 4 are needed".formatted(i, flowers[i].length));
      }
      System.arraycopy(flowers[i], 0, values, 4 * i, 4);
    }
    return Tensor.of(values, flowers.length, 4);
  }
}
