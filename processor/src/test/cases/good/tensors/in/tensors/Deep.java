package tensors;

import dev.forja.fake.FakeTensor;
import java.util.List;
import java.util.Map;

record Deep<T extends FakeTensor>(Batch batch, Map<String, List<T>> named, T[] array) {}
