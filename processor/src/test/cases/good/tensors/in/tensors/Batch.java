package tensors;

import dev.forja.fake.FakeTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

record Batch(FakeTensor ids, @Nullable FakeTensor mask, List<FakeTensor> layers, String label) {}
