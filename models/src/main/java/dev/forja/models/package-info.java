/**
 * Models of texts as users call them: embedders, rerankers, classifiers and generators, loaded from
 * the folder of a model or from the class path.
 */
@NullMarked
package dev.forja.models;

import org.jspecify.annotations.NullMarked;
