/** The cost of reading and writing the file of a model, compared with reading only its bytes. */
package dev.forja.benchmarks.io;
