package dev.forja.spark;

import dev.forja.module.NeuralModule;

/** The factory of docs/SPARK.md. */
public final class FlowersFactory implements ModelFactory {
  @Override
  public NeuralModule create(String settings) {
    return Mlp.of(4, Integer.parseInt(settings), 3);
  }
}
