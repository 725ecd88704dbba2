package odd;

import dev.forja.Forward;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

final class Twig extends Node<Twig> {
  @Override @Forward Twig self(Twig given) { return given; }

  @Forward <T extends Object & Comparable<? super T> & Serializable> T max(Collection<? extends T> all) {
    return Collections.max(all);
  }

  @Forward(entry = "wild") Map<String, ? extends Comparable<?>> forward(List<? super Integer>[] lists, Map<?, ? extends List<?>> map) {
    return Map.of();
  }
}
