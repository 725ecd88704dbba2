package entries;

import dev.forja.fake.FakeTensor;

interface Embedder {
  FakeTensor embed(FakeTensor tokens);

  default FakeTensor twice(FakeTensor tokens) {
    return embed(embed(tokens));
  }
}
