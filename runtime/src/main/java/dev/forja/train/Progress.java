package dev.forja.train;

/**
 * The progress of a run after a batch.
 *
 * <p>Immutable.
 *
 * @param epoch the current epoch, from 0
 * @param epochs the total number of epochs
 * @param batch the number of finished batches of the epoch
 * @param batches the number of batches of the epoch
 * @param learningRate the learning rate of the first parameter group for the next step
 * @param means the means over the examples of the epoch so far
 */
public record Progress(
    int epoch, int epochs, int batch, int batches, double learningRate, Means means) {}
