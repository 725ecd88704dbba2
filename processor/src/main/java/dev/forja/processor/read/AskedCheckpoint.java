package dev.forja.processor.read;

import dev.forja.processor.Report;
import dev.forja.processor.model.SavedName;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.VariableElement;

/**
 * A file of weights that a model is to be compared with.
 *
 * @param file its path in the source
 * @param names the names of the state
 * @param report receives the differences
 * @param whole the location of the annotation
 * @param fields the fields of the model by name
 */
public record AskedCheckpoint(
    String file,
    List<SavedName> names,
    Report report,
    Report.Location whole,
    Map<String, VariableElement> fields) {}
