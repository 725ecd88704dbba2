package state;

import dev.forja.Named;
import java.util.List;

record Group<T>(@Named("renamed") T first, int ignored, List<T> rest) {}
