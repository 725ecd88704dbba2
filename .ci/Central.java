import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a folder that is laid out as a Maven repository, without a network: by the rules of Maven
 * Central, and by those of Forja, which also wants a module name and a bill of materials for each
 * jar. It prints every fault and then ends with status 1.
 *
 * <p>Arguments: the folder; then {@code signed} if every file must have a signature.
 */
final class Central {
  private static final List<String> CHECKSUMS = List.of("MD5", "SHA-1");
  private static final Set<String> KINDS =
      Set.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", ".module");
  private static final String GRADLE = "do_not_remove: published-with-gradle-metadata";
  private static final Pattern DERIVED = Pattern.compile(".*\\.(asc|md5|sha1|sha256|sha512)");

  private final Path repository;
  private final boolean signed;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Element> poms = new HashMap<>();
  private final Map<String, Path> folders = new HashMap<>();

  private Central(Path repository, boolean signed) {
    this.repository = repository;
    this.signed = signed;
  }

  public static void main(String[] args) throws Exception {
    Central central = new Central(Path.of(args[0]), args.length > 1 && args[1].equals("signed"));
    central.check();
    central.faults.forEach(System.err::println);
    if (!central.faults.isEmpty()) {
      System.exit(1);
    }
    System.out.println(
        central.poms.size() + " artifacts in " + args[0] + " fit the rules of Maven Central");
  }

  private void check() throws Exception {
    for (Path pom : files(repository)) {
      if (pom.toString().endsWith(".pom")) {
        Element project =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        poms.put(child(project, "artifactId").getTextContent(), project);
        folders.put(child(project, "artifactId").getTextContent(), pom.getParent());
      }
    }
    if (poms.isEmpty()) {
      faults.add(repository + ": has no artifacts");
    }
    for (String artifact : new TreeSet<>(poms.keySet())) {
      checkPom(artifact);
      checkKinds(artifact);
      if (!packaging(artifact).equals("pom")) {
        checkJars(artifact);
        checkGradle(artifact);
      }
      checkSidecars(folders.get(artifact));
    }
    checkBom();
  }

  /** Whatever else is published, somebody would depend on. */
  private void checkKinds(String artifact) throws IOException {
    for (Path file : files(folders.get(artifact))) {
      String name = file.getFileName().toString();
      String kind =
          name.replaceFirst(Pattern.quote(artifact + "-" + text(artifact, "version")), "");
      if (!DERIVED.matcher(name).matches() && !KINDS.contains(kind)) {
        fault(artifact, name + " is not to be published");
      }
    }
  }

  // ------------------------------------------------------------------ POMs

  private void checkPom(String artifact) {
    String version = text(artifact, "version");
    if (version.isEmpty() || version.endsWith("-SNAPSHOT")) {
      fault(artifact, "the version is \"" + version + "\", which is not that of a release");
    }
    for (String path :
        List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "developers/developer/organization",
            "scm/connection",
            "scm/url")) {
      if (text(artifact, path).isEmpty()) {
        fault(artifact, "the POM has no " + path);
      }
    }
    Element parent = child(poms.get(artifact), "parent");
    if (parent != null && !poms.containsKey(child(parent, "artifactId").getTextContent())) {
      fault(artifact, "the parent of the POM is not in the folder");
    }
    for (String list : List.of("repositories", "pluginRepositories")) {
      if (child(poms.get(artifact), list) != null) {
        fault(artifact, "the POM has " + list);
      }
    }
  }

  /** Whether only Maven uses it: an archetype or a plugin, which no build depends on. */
  private boolean isForMaven(String artifact) {
    return artifact.endsWith("-archetype") || packaging(artifact).equals("maven-plugin");
  }

  private String packaging(String artifact) {
    Element packaging = child(poms.get(artifact), "packaging");
    return packaging == null ? "jar" : packaging.getTextContent();
  }

  /** The text at a path in the POM; but for names and descriptions, else that of its parent. */
  private String text(String artifact, String path) {
    Element at = poms.get(artifact);
    for (String step : path.split("/")) {
      at = at == null ? null : child(at, step);
    }
    if (at != null) {
      return at.getTextContent().strip();
    }
    Element parent = child(poms.get(artifact), "parent");
    boolean inherits = parent != null && !Set.of("name", "description").contains(path);
    String above = inherits ? child(parent, "artifactId").getTextContent() : "";
    return poms.containsKey(above) ? text(above, path) : "";
  }

  private static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    return null;
  }

  /** The BOM lists every library that is published, so that none has to be named with a version. */
  private void checkBom() {
    Set<String> libraries = new TreeSet<>(poms.keySet());
    libraries.removeIf(name -> packaging(name).equals("pom") || isForMaven(name));
    Set<String> listed = new TreeSet<>();
    Element bom = poms.get("forja-bom");
    if (bom != null) {
      Element list = child(child(bom, "dependencyManagement"), "dependencies");
      for (Node node = list.getFirstChild(); node != null; node = node.getNextSibling()) {
        if (node instanceof Element dependency) {
          listed.add(child(dependency, "artifactId").getTextContent());
        }
      }
    }
    if (!listed.equals(libraries)) {
      faults.add("forja-bom: lists " + listed + ", but the libraries are " + libraries);
    }
  }

  // ------------------------------------------------------------------ jars

  private void checkJars(String artifact) throws IOException {
    for (String kind : List.of("", "-sources", "-javadoc")) {
      Path jar = file(artifact, kind + ".jar");
      if (!Files.exists(jar)) {
        fault(artifact, "has no " + jar.getFileName());
        continue;
      }
      try (JarFile open = new JarFile(jar.toFile())) {
        if (open.stream()
            .noneMatch(e -> !e.isDirectory() && !e.getName().startsWith("META-INF/M"))) {
          fault(artifact, jar.getFileName() + " is empty");
        }
        if (open.stream()
                .mapToLong(e -> e.getTimeLocal().toLocalDate().toEpochDay())
                .distinct()
                .count()
            != 1) {
          fault(artifact, jar.getFileName() + " has entries with different dates");
        }
        if (kind.isEmpty() && !isForMaven(artifact) && !isNamed(open)) {
          fault(artifact, jar.getFileName() + " has no module name");
        }
      }
    }
    if (!artifact.endsWith("-archetype") && !Files.exists(file(artifact, "-cyclonedx.json"))) {
      fault(
          artifact, "has no bill of materials, " + file(artifact, "-cyclonedx.json").getFileName());
    }
  }

  /** A POM says by a comment whether there is metadata for Gradle, which Gradle then insists on. */
  private void checkGradle(String artifact) throws IOException {
    boolean said = Files.readString(file(artifact, ".pom")).contains(GRADLE);
    Path metadata = file(artifact, ".module");
    if (said != Files.exists(metadata)) {
      fault(artifact, said ? "has no " + metadata.getFileName() : "has metadata that it hides");
    } else if (!said && !isForMaven(artifact)) {
      fault(artifact, "has no metadata for Gradle");
    }
  }

  private static boolean isNamed(JarFile jar) throws IOException {
    return jar.getEntry("module-info.class") != null
        || jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name") != null
        || jar.getEntry("META-INF/maven/archetype-metadata.xml") != null;
  }

  private Path file(String artifact, String ending) {
    return folders.get(artifact).resolve(artifact + "-" + text(artifact, "version") + ending);
  }

  // ------------------------------------------------------------------ checksums and signatures

  private void checkSidecars(Path folder) throws Exception {
    for (Path file : files(folder)) {
      if (DERIVED.matcher(file.toString()).matches()) {
        continue;
      }
      for (String algorithm : CHECKSUMS) {
        Path sum = Path.of(file + "." + algorithm.replace("-", "").toLowerCase());
        if (!Files.exists(sum)) {
          faults.add(repository.relativize(sum) + " is missing");
        } else if (!Files.readString(sum).strip().equals(digest(algorithm, file))) {
          faults.add(repository.relativize(sum) + " is not the checksum of the file");
        }
      }
      if (signed && !Files.exists(Path.of(file + ".asc"))) {
        faults.add(repository.relativize(file) + " has no signature");
      }
    }
  }

  private static String digest(String algorithm, Path file)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(
          new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
    }
    String hex = new BigInteger(1, digest.digest()).toString(16);
    return "0".repeat(digest.getDigestLength() * 2 - hex.length()) + hex;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void fault(String artifact, String what) {
    faults.add(artifact + ": " + what);
  }
}
