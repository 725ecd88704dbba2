package dev.forja.train;

/**
 * The progress of a run after a batch. Immutable.
 *
 * @param epoch the epoch under way, from 0
 * @param epochs how many epochs the run has in all
 * @param batch how many batches of the epoch are done
 * @param batches how many it has
 * @param learningRate that of the first parameter group, for the step to come
 * @param means over the examples of the epoch so far
 */
public record Progress(
    int epoch, int epochs, int batch, int batches, double learningRate, Means means) {}
