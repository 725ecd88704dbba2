package state;

import dev.forja.fake.FakeParameter;
import java.util.Optional;

record Pair(FakeParameter weight, Optional<FakeParameter> bias) {}
