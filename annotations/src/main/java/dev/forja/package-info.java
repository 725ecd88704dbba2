/**
 * The API for users: the annotations that mark a model class, and the calls, hooks and scopes of
 * the generated invokers. This package knows no tensors and depends only on the JDK.
 */
@NullMarked
package dev.forja;

import org.jspecify.annotations.NullMarked;
