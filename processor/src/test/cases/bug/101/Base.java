package bug;

import dev.forja.Forward;
import java.util.List;

class Base<A extends List<? super R>, R> {
  @Forward <Q extends A> R step(A given, Q more) { return null; }
}
