package dev.forja.demo.trace;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.opentest4j.TestAbortedException;

/** A real browser that shows one page, and remembers what the page asked for and complained of. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--window-size=1500,1000");

  private final Path folder;
  private final ChromeDriver driver;

  /** Starts a browser and opens a page, which must set {@code data-ready} on its body. */
  public Browser(Path page) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(find("chromium", "chromium-browser", "google-chrome"));
    options.addArguments(FLAGS);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    File program = find("chromedriver");
    folder = folder();
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program)
                .usingAnyFreePort()
                .withEnvironment(Map.of("TMPDIR", folder.toString()))
                .build(),
            options);
    open(page);
  }

  /**
   * A folder for what the browser leaves behind. Its name is short, because the path of a socket in
   * it may have 108 characters.
   */
  private static Path folder() {
    Path common = Path.of("/tmp");
    try {
      return Files.isDirectory(common)
          ? Files.createTempDirectory(common, "forja")
          : Files.createTempDirectory("forja");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Opens another page in the same window. */
  public void open(Path page) {
    driver.get(page.toUri().toString());
    until(d -> "true".equals(script("return document.body.dataset.ready || ''")));
  }

  /** Opens a page that sets nothing on its body, in the same window. */
  public void openAny(Path page) {
    driver.get(page.toUri().toString());
    until(d -> "complete".equals(script("return document.readyState")));
  }

  /** Gives the page the width of a phone or of a screen. A real window cannot be so narrow. */
  public void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
  }

  /** A program on the path; where there is none, CI fails and a user is told what to install. */
  private static File find(String... names) {
    for (String name : names) {
      for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file.toFile();
        }
      }
    }
    String message =
        "pages are tested in a real browser: install Chromium and its driver"
            + " (Debian: apt-get install chromium chromium-driver); not on the path: "
            + String.join(", ", names);
    if (System.getenv("CI") != null) {
      throw new AssertionError(message);
    }
    throw new TestAbortedException(message);
  }

  /** What a script gives; it must give something. */
  public Object script(String code, Object... arguments) {
    return Objects.requireNonNull(driver.executeScript(code, arguments), code);
  }

  <T> T until(Function<ChromeDriver, T> condition) {
    return new WebDriverWait(driver, PATIENCE).until(d -> condition.apply((ChromeDriver) d));
  }

  /** The first element that a selector finds. */
  public WebElement element(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** The texts of the elements that a selector finds. */
  public List<String> texts(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  /** The labels of the nodes that are drawn now. */
  @SuppressWarnings("unchecked") // the script gives strings
  List<String> nodes() {
    return (List<String>) script("return cy.nodes().map(n => n.data('label'))");
  }

  /** The labels of the edges that are drawn now. */
  @SuppressWarnings("unchecked") // the script gives strings
  List<String> edges() {
    return (List<String>) script("return cy.edges().map(e => e.data('label'))");
  }

  /** Clicks a node of the drawing as a mouse does. */
  void tap(String key, boolean twice) {
    script(
        "const n = cy.getElementById(arguments[0]); n.emit('tap'); if (arguments[1])"
            + " n.emit('dbltap'); return true",
        key,
        twice);
  }

  /** Every address that was asked for, that of the page included. */
  public List<String> requests() {
    Pattern url = Pattern.compile("\"url\":\"([^\"]+)\"");
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .flatMap(message -> url.matcher(message).results().limit(1).map(found -> found.group(1)))
        .toList();
  }

  /** What the page wrote to the console. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES);
  }

  /** Whether two boxes of the drawing lie upon each other though neither is in the other. */
  boolean overlaps() {
    Map<?, ?> found =
        (Map<?, ?>)
            script(
                """
                const boxes = cy.nodes(':childless').map(n => n.boundingBox({includeLabels: false}));
                boxes.sort((a, b) => a.y1 - b.y1);
                for (let i = 0; i < boxes.length; i++)
                  for (let j = i + 1; j < boxes.length && boxes[j].y1 < boxes[i].y2 - 1; j++)
                    if (boxes[i].x1 < boxes[j].x2 - 1 && boxes[j].x1 < boxes[i].x2 - 1) return {found: true};
                return {found: false};
                """);
    return Boolean.TRUE.equals(found.get("found"));
  }

  /** The labels of edges that lie upon the name of an open module. */
  @SuppressWarnings("unchecked") // the script gives strings
  List<String> labelsUponNames() {
    return (List<String>)
        script(
            """
            const only = {includeNodes: false, includeEdges: false, includeLabels: false,
              includeSourceLabels: false, includeTargetLabels: false, includeOverlays: false};
            const names = cy.nodes('.box').map(n => n.boundingBox({...only, includeLabels: true}));
            return cy.edges().filter(e => {
              const l = e.boundingBox({...only, includeLabels: true, includeSourceLabels: true});
              return names.some(n => l.x1 < n.x2 - 1 && n.x1 < l.x2 - 1 && l.y1 < n.y2 - 1 && n.y1 < l.y2 - 1);
            }).map(e => e.data('label'));
            """);
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
