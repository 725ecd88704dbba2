package entries;

import java.io.IOException;

interface Decoder<A, B> {
  B decode(A code) throws IOException;
}
