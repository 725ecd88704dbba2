package dev.forja.tokenizers.post;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.post.Template.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads post-processors from {@code tokenizer.json}. */
public final class PostProcessorReader {
  private static final String KNOWN =
      "BertProcessing, ByteLevel, RobertaProcessing, Sequence, TemplateProcessing";

  private final IntFunction<String> names;
  private boolean hasTemplate;

  /**
   * @param names the names of ids
   */
  public PostProcessorReader(IntFunction<String> names) {
    this.names = names;
  }

  /** Reads a post-processor. */
  public PostProcessor read(Json json) {
    String type = json.get("type").isNull() ? guess(json) : json.get("type").text();
    return switch (type) {
      case "BertProcessing" -> bert(json);
      case "RobertaProcessing" -> roberta(json);
      case "ByteLevel" ->
          new TrimOffsets(
              json.need("trim_offsets").bool(),
              json.need("add_prefix_space").bool(),
              true,
              false,
              names);
      case "TemplateProcessing" -> template(json);
      case "Sequence" -> sequence(json.need("processors").array());
      default ->
          throw json.get("type")
              .problem(
                  "the post-processor " + Json.show(type) + " is not known; known are " + KNOWN);
    };
  }

  private static String guess(Json json) {
    if (json.has("sep") && json.has("cls")) {
      return json.has("trim_offsets") ? "RobertaProcessing" : "BertProcessing";
    }
    throw json.problem("\"type\" is missing; known are " + KNOWN);
  }

  private PostProcessor sequence(List<Json> parts) {
    List<PostProcessor> all = parts.stream().map(this::read).toList();
    return new PostProcessor() {
      @Override
      public int added(boolean isPair) {
        return all.stream().mapToInt(part -> part.added(isPair)).sum();
      }

      @Override
      public List<TokenRun> process(List<TokenRun> runs, boolean addSpecialTokens) {
        List<TokenRun> now = runs;
        for (PostProcessor part : all) {
          now = part.process(now, addSpecialTokens);
        }
        return now;
      }
    };
  }

  private void onlyOne(Json json) {
    if (hasTemplate) {
      throw json.problem("special tokens are put around the text twice; one of both must go");
    }
    hasTemplate = true;
  }

  private static Template.Special special(Json json, int typeId) {
    return new Template.Special(List.of(json.at(1).count()), List.of(json.at(0).text()), typeId);
  }

  private PostProcessor bert(Json json) {
    onlyOne(json);
    Json cls = json.need("cls");
    Json sep = json.need("sep");
    Part first = new Template.Sequence(0, 0);
    return new Template(
        List.of(special(cls, 0), first, special(sep, 0)),
        List.of(
            special(cls, 0), first, special(sep, 0), new Template.Sequence(1, 1), special(sep, 1)),
        false);
  }

  private PostProcessor roberta(Json json) {
    onlyOne(json);
    Part cls = special(json.need("cls"), 0);
    Part sep = special(json.need("sep"), 0);
    Part first = new Template.Sequence(0, 0);
    Template template =
        new Template(
            List.of(cls, first, sep),
            List.of(cls, first, sep, sep, new Template.Sequence(1, 0), sep),
            true);
    TrimOffsets trim =
        new TrimOffsets(
            json.getOr("trim_offsets", Json::bool, true),
            json.getOr("add_prefix_space", Json::bool, true),
            false,
            true,
            names);
    return new PostProcessor() {
      @Override
      public int added(boolean isPair) {
        return template.added(isPair);
      }

      @Override
      public List<TokenRun> process(List<TokenRun> runs, boolean addSpecialTokens) {
        return template.process(trim.process(runs, addSpecialTokens), addSpecialTokens);
      }
    };
  }

  private PostProcessor template(Json json) {
    onlyOne(json);
    Json tokens = json.need("special_tokens");
    return new Template(
        parts(json.need("single"), tokens, 0), parts(json.need("pair"), tokens, 1), false);
  }

  private static List<Part> parts(Json json, Json tokens, int last) {
    List<Part> parts = new ArrayList<>();
    for (Json piece : json.array()) {
      if (piece.has("Sequence")) {
        Json sequence = piece.get("Sequence");
        int index = sequence.need("id").text().equals("A") ? 0 : 1;
        if (index > last || (index == 1 && !sequence.get("id").text().equals("B"))) {
          throw sequence
              .get("id")
              .problem("there is no such text here; known are A, and B of pairs");
        }
        parts.add(new Template.Sequence(index, sequence.need("type_id").count()));
      } else if (piece.has("SpecialToken")) {
        parts.add(special(piece.get("SpecialToken"), tokens));
      } else {
        throw piece.problem("a part has either \"Sequence\" or \"SpecialToken\"");
      }
    }
    return parts;
  }

  private static Part special(Json piece, Json tokens) {
    String id = piece.need("id").text();
    if (!tokens.has(id)) {
      throw piece
          .get("id")
          .problem("the special token " + Json.show(id) + " is not in \"special_tokens\"");
    }
    Json token = tokens.get(id);
    List<Integer> ids = token.need("ids").array().stream().map(Json::count).toList();
    List<String> names = token.need("tokens").array().stream().map(Json::text).toList();
    if (ids.size() != names.size()) {
      throw token.problem("it has " + ids.size() + " ids, but " + names.size() + " tokens");
    }
    return new Template.Special(ids, names, piece.need("type_id").count());
  }
}
