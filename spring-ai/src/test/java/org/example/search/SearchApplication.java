package org.example.search;

import java.util.List;
import java.util.Map;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Keeps documents in the vector store of Spring AI, and answers questions with them. */
@SpringBootApplication
public class SearchApplication {
  /** The vector store. It is not told which model embeds: there is only one. */
  @Bean
  VectorStore store(EmbeddingModel model) {
    return SimpleVectorStore.builder(model).build();
  }

  /** What it answers over HTTP. */
  @RestController
  static final class Search {
    private final VectorStore store;

    Search(VectorStore store) {
      this.store = store;
    }

    /** Keeps documents. */
    @PostMapping("/documents")
    void add(@RequestBody List<String> texts) {
      store.add(
          texts.stream().map(text -> new Document(text, Map.of("length", text.length()))).toList());
    }

    /** The documents that answer a question best. */
    @GetMapping("/search")
    List<String> search(@RequestParam("question") String question) {
      return store
          .similaritySearch(SearchRequest.builder().query(question).topK(2).build())
          .stream()
          .map(Document::getText)
          .toList();
    }
  }
}
