package dev.forja.spark;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.reflect.ClassTag$;

/**
 * The models that a driver has sent, so that those of two transformers, or of two calls, are sent
 * once. Files that have changed are sent again.
 *
 * @param hash a number for the contents
 */
record Shipped(String hash, Broadcast<ModelBytes> broadcast) {
  private static final Map<SparkContext, Map<String, Shipped>> ALL = new WeakHashMap<>();

  static Shipped broadcast(SparkContext context, ModelBytes.Listing listing) throws IOException {
    synchronized (ALL) {
      Map<String, Shipped> own = ALL.computeIfAbsent(context, _ -> new HashMap<>());
      String version = listing.version();
      Shipped found = own.get(version);
      if (found == null) {
        ModelBytes files = listing.read();
        found =
            new Shipped(
                files.hash(), context.broadcast(files, ClassTag$.MODULE$.apply(ModelBytes.class)));
        own.put(version, found);
      }
      return found;
    }
  }
}
