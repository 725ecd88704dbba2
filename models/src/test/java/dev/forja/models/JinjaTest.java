package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.jinja.JinjaException;
import dev.forja.models.jinja.JinjaTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Templates, with what Transformers and Jinja make of them; see {@code src/test/chat/generate.py}.
 * {@code -Dforja.chat=FILE} compares the cases of another file.
 */
class JinjaTest {
  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 3, 7, 9, 5, 3, 42_000, ZoneOffset.UTC);

  static final Path CASES =
      Path.of(
          System.getProperty("forja.chat", "src/test/resources/dev/forja/models/chat/cases.json"));

  /** A template with its variables; null for the result where it fails. */
  record Case(String name, String template, Map<String, ?> variables, @Nullable String result) {}

  static List<Case> cases() throws IOException {
    List<ModelConfig> all;
    try (InputStream in = Files.newInputStream(CASES)) {
      all = ModelConfig.readList("cases", in);
    }
    List<String> templates = all.getFirst().texts("templates");
    List<ModelConfig> variables = all.getFirst().objects("variables");
    List<Case> cases = new ArrayList<>();
    for (ModelConfig one : all.subList(1, all.size())) {
      cases.add(
          new Case(
              one.text("name", ""),
              templates.get(one.integer("template", 0)),
              variables.get(one.integer("variables", 0)).toMap(),
              one.has("result") ? one.text("result", "") : null));
    }
    return cases;
  }

  private static @Nullable String render(Case one) {
    try {
      return JinjaTemplate.of(one.template()).render(one.variables(), () -> NOW);
    } catch (JinjaException _) {
      return null;
    }
  }

  @Test
  void everythingIsWrittenAsTransformersWritesIt() throws IOException {
    List<Case> cases = cases();
    List<String> wrong = new ArrayList<>();
    for (Case one : cases) {
      String found;
      try {
        found = render(one);
      } catch (RuntimeException e) {
        found = e.toString();
      }
      if (found == null ? one.result() != null : !found.equals(one.result())) {
        wrong.add(
            "%s: %s%nwanted [%s]%nfound  [%s]"
                .formatted(one.name(), one.template(), one.result(), found));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(cases.size()).isGreaterThan(100);
    assertThat(cases.stream().filter(one -> one.result() == null).count()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ raise_exception('no such role') }}|line 1: no such role",
        "{% if x %}|one of the tags elif, else, endif",
        "{{ x.y }}|line 1: 'x' is undefined",
        "{% filter nothing %}{% endfilter %}|there is no filter named 'nothing'",
        "{{ 'a' + 1 }}|str + int is not possible",
        "{% include 'file' %}|the tag 'include' is not known",
        "{{ [].append(1) }}|'append' would change its value",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}|call themselves without end",
      })
  void failuresSayWhereAndWhy(String template, String message) {
    assertThatThrownBy(() -> JinjaTemplate.of(template).render(Map.of(), () -> NOW))
        .isInstanceOf(JinjaException.class)
        .hasMessageContaining(message);
  }
}
