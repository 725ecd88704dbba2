package dev.forja.processor.read;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** The code of classes, which only javac shows. */
public final class Bodies {
  private final @Nullable Trees trees;

  private Bodies(@Nullable Trees trees) {
    this.trees = trees;
  }

  /** What the compiler shows; nothing where it is another one, or stands behind a wrapper. */
  public static Bodies of(ProcessingEnvironment env) {
    try {
      return new Bodies(Trees.instance(env));
    } catch (IllegalArgumentException | LinkageError other) {
      return new Bodies(null);
    }
  }

  /** The code of a class; null if it is not shown. */
  @Nullable TreePath of(TypeElement type) {
    return trees == null ? null : trees.getPath(type);
  }
}
