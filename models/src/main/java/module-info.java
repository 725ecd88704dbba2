/** Embedders, rerankers and classifiers of texts that read Hugging Face's files. */
module dev.forja.models {
  requires transitive dev.forja.runtime;
  requires transitive dev.forja.tokenizers;
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;

  exports dev.forja.models;
  exports dev.forja.models.config;
  exports dev.forja.models.decoder;
  exports dev.forja.models.encoder;
}
