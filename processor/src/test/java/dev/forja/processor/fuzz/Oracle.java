package dev.forja.processor.fuzz;

import dev.forja.processor.Problem;
import dev.forja.processor.fuzz.Compilation.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;

/**
 * Judges programs. A program that the compiler alone accepts must also be accepted with the
 * processor, without a warning if there was none before, or be rejected by the processor at a line
 * of its own.
 */
final class Oracle {
  private static final Pattern ID = Pattern.compile("^\\[([A-Za-z]+)] ");
  private static final Set<String> IDS =
      Arrays.stream(Problem.values())
          .filter(problem -> problem.kind() == Diagnostic.Kind.ERROR)
          .filter(problem -> problem != Problem.INTERNAL_ERROR)
          .map(Problem::id)
          .collect(Collectors.toSet());

  private final Target target;
  private final Map<Program, Map<String, String>> generated = new HashMap<>();

  Oracle(Target target) {
    this.target = target;
  }

  /** The sources that were generated for each accepted program. */
  Map<Program, Map<String, String>> generated() {
    return generated;
  }

  Map<Program, Verdict> judge(List<Program> programs) {
    Map<Program, Verdict> verdicts = new LinkedHashMap<>();
    Compilation alone = alone(programs, verdicts);
    List<Program> open = new ArrayList<>(programs);
    open.removeAll(verdicts.keySet());
    judge(open, alone, verdicts);
    return verdicts;
  }

  /**
   * Errors keep a compiler from its later stages, so a program is accepted only in a compilation
   * without failing programs. A failure that belongs to no program is located by bisection.
   */
  private void judge(List<Program> programs, Compilation alone, Map<Program, Verdict> verdicts) {
    List<Program> open = new ArrayList<>(programs);
    while (!open.isEmpty()) {
      Compilation with = Compilation.of(target, open, true);
      List<Program> stopped = open.stream().filter(program -> hasError(with.of(program))).toList();
      if (!isSound(with)) {
        if (open.size() == 1) {
          verdicts.put(open.getFirst(), new Verdict.Broken(List.of(with.failed() + general(with))));
          return;
        }
        judgeHalves(open, alone, verdicts);
        return;
      }
      if (stopped.isEmpty()) {
        open.forEach(program -> verdicts.put(program, accepted(program, alone, with)));
        return;
      }
      List<Program> certain = certain(stopped, with);
      if (certain.isEmpty() && open.size() > 1) {
        judgeHalves(open, alone, verdicts); // one of them may have stopped the compiler for all
        return;
      }
      if (certain.isEmpty()) {
        certain = stopped;
      }
      certain.forEach(program -> verdicts.put(program, stopped(program, with.of(program))));
      open.removeAll(certain);
    }
  }

  private void judgeHalves(
      List<Program> programs, Compilation alone, Map<Program, Verdict> verdicts) {
    judge(programs.subList(0, programs.size() / 2), alone, verdicts);
    judge(programs.subList(programs.size() / 2, programs.size()), alone, verdicts);
  }

  /**
   * The programs that certainly failed for reasons of their own: javac may stop before it has the
   * classes generated for the others. The rejected programs come first, then those with an error in
   * generated code; none if there are neither.
   */
  private static List<Program> certain(List<Program> stopped, Compilation with) {
    List<Program> refused =
        stopped.stream()
            .filter(program -> with.of(program).stream().anyMatch(each -> isOurs(program, each)))
            .toList();
    if (!refused.isEmpty()) {
      return refused;
    }
    return stopped.stream()
        .filter(
            program ->
                with.of(program).stream()
                    .anyMatch(each -> each.isError() && with.generated().containsKey(each.path())))
        .toList();
  }

  /** An error of the processor at a line of the user's. */
  private static boolean isOurs(Program program, Message message) {
    Matcher id = ID.matcher(message.text());
    return message.isError()
        && id.find()
        && IDS.contains(id.group(1))
        && program.files().containsKey(message.path())
        && message.line() > 0;
  }

  /** Removes programs that are not valid Java, until the compiler has processed all the others. */
  private Compilation alone(List<Program> programs, Map<Program, Verdict> verdicts) {
    List<Program> open = new ArrayList<>(programs);
    while (true) {
      Compilation alone = Compilation.of(target, open, false);
      List<Program> wrong = open.stream().filter(program -> hasError(alone.of(program))).toList();
      wrong.forEach(program -> verdicts.put(program, new Verdict.NotJava(alone.of(program))));
      open.removeAll(wrong);
      if (wrong.isEmpty()) {
        if (!isSound(alone)) {
          throw new IllegalStateException(target + " alone: " + alone.failed() + general(alone));
        }
        return alone;
      }
    }
  }

  private static boolean hasError(List<Message> messages) {
    return messages.stream().anyMatch(Message::isError);
  }

  /** Whether every failure belongs to a program. */
  private static boolean isSound(Compilation compilation) {
    return compilation.failed().isEmpty()
        && general(compilation).stream().noneMatch(Message::isError);
  }

  private static List<Message> general(Compilation compilation) {
    List<Message> general = new ArrayList<>(compilation.messages().getOrDefault("", List.of()));
    general.addAll(compilation.messages().getOrDefault("dev", List.of()));
    return general;
  }

  private static Verdict stopped(Program program, List<Message> messages) {
    List<String> ids = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Message message : messages) {
      if (message.isError()) {
        if (isOurs(program, message)) {
          ids.add(message.text().substring(1, message.text().indexOf(']')));
        } else {
          reasons.add(message.toString());
        }
      }
    }
    // If the name of an entry or an invoker is rejected, code that uses the name cannot compile.
    if (ids.stream().anyMatch(id -> id.startsWith("EntryName") || id.startsWith("InvokerName"))) {
      reasons.removeIf(reason -> program.uses().keySet().stream().anyMatch(reason::startsWith));
    }
    return reasons.isEmpty() && !ids.isEmpty()
        ? new Verdict.Refused(ids.stream().distinct().sorted().toList())
        : new Verdict.Broken(reasons);
  }

  private Verdict accepted(Program program, Compilation alone, Compilation with) {
    Map<String, String> own = with.generated(program);
    generated.put(program, own);
    List<String> reasons = new ArrayList<>();
    boolean clean = alone.of(program).stream().noneMatch(Message::isWarning);
    for (Message message : with.of(program)) {
      if (clean && message.isWarning() && !program.uses().containsKey(message.path())) {
        reasons.add(message.toString());
      }
    }
    return reasons.isEmpty() ? new Verdict.Accepted(clean) : new Verdict.Broken(reasons);
  }
}
