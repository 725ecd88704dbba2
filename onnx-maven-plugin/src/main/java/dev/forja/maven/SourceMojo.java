package dev.forja.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Writes an ONNX model as Java model classes, and adds them to the sources of the project and their
 * weights to its resources. Nothing is written while the classes are newer than the model. The work
 * is done by the JDK of the toolchain that the project selects, else by the one that runs Maven: it
 * must be 25 or newer.
 *
 * <p>Used by one thread at a time, as Maven makes a goal for each of its runs.
 */
@Mojo(name = "source", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class SourceMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private @Nullable MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private @Nullable MavenSession session;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> artifacts = List.of();

  private final @Nullable ToolchainManager toolchains;

  /** The file of the model. */
  @Parameter(property = "forja.onnx.model", required = true)
  private File model = new File("");

  /** The package of the classes. */
  @Parameter(property = "forja.onnx.package", required = true)
  private String packageName = "";

  /** The class that is called; by default from the name of the file. */
  @Parameter(property = "forja.onnx.class")
  private @Nullable String className;

  /** The folder of sources below which the classes are written. */
  @Parameter(
      property = "forja.onnx.out",
      defaultValue = "${project.build.directory}/generated-sources/forja-onnx")
  private File outputDirectory = new File("");

  /** Does nothing if it is true. */
  @Parameter(property = "forja.onnx.skip", defaultValue = "false")
  private boolean skip;

  /** Creates the goal; Maven sets its parameters. */
  @Inject
  public SourceMojo(@Nullable ToolchainManager toolchains) {
    this.toolchains = toolchains;
  }

  @Override
  public void execute() throws MojoExecutionException {
    if (skip) {
      getLog().info("Skipped.");
      return;
    }
    List<File> jars = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      jars.add(artifact.getFile());
    }
    SourceRun run = new SourceRun(model, packageName, className, outputDirectory, jars);
    if (run.isUpToDate()) {
      getLog().info("The classes are newer than " + model + ": nothing to do.");
    } else {
      run.start(java()).forEach(line -> getLog().info(line));
    }
    if (project != null) {
      project.addCompileSourceRoot(outputDirectory.getPath());
      Resource weights = new Resource();
      weights.setDirectory(outputDirectory.getPath());
      weights.addInclude("**/*.safetensors");
      project.addResource(weights);
    }
  }

  private String java() {
    Toolchain toolchain =
        toolchains == null || session == null
            ? null
            : toolchains.getToolchainFromBuildContext("jdk", session);
    String tool = toolchain == null ? null : toolchain.findTool("java");
    return tool == null
        ? new File(System.getProperty("java.home"), "bin" + File.separator + "java").getPath()
        : tool;
  }
}
