// ecj has no place for records and what is in them, so its message named no file.
package bug;

import dev.forja.Forward;
import dev.forja.fake.FakeParameter;
import java.util.Set;

record Net(Set<FakeParameter> all) { @Forward int run(int x) { return x; } } // error: [StateContainer] at all|run
