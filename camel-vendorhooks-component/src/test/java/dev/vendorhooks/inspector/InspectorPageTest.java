package dev.vendorhooks.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vendorhooks.journal.Direction;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.JournalEntry;
import dev.vendorhooks.journal.MemoryJournal;
import dev.vendorhooks.journal.SqlJournal;
import dev.vendorhooks.journal.Step;
import dev.vendorhooks.test.StandingClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in a real browser, which also takes the pictures of the documents: run it with -DupdateDocs for that. */
class InspectorPageTest {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Path PICTURES = Path.of("../docs/images");

    /** The colours by which WCAG tells contrast. */
    private static final String LUMINANCE =
            """
            const rgb = text => text.match(/[\\d.]+/g).map(Number);
            const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255)
                .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = e => { const c = rgb(getComputedStyle(e).backgroundColor);
                return c.length === 3 || c[3] > 0 || !e.parentElement ? c : ground(e.parentElement); };
            """;

    /** The texts that stand out too little; what is disabled may be faint. */
    private static final String POOR_CONTRAST =
            """
            return [...document.body.querySelectorAll('*')]
                .filter(e => e.checkVisibility() && !e.disabled && !(e instanceof HTMLOptionElement))
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .filter(e => { const [a, b] = [rgb(getComputedStyle(e).color), ground(e)].map(luminance);
                    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5; })
                .map(e => e.className + ': ' + e.textContent);
            """;

    @TempDir
    static Path profile;

    private static ChromeDriver browser;

    private final MemoryJournal journal = new MemoryJournal(new StandingClock(Deliveries.NOW));
    private final RecordedActions actions = new RecordedActions(journal);
    private Inspector inspector;

    @BeforeAll
    static void startBrowser() {
        assumeTrue(
                CHROMIUM.canExecute() && DRIVER.canExecute(),
                "The inspector's page is not tested: there is no " + CHROMIUM + " or no " + DRIVER);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        // so that no driver is looked for elsewhere
        System.setProperty("webdriver.chrome.driver", DRIVER.getPath());
        browser = new ChromeDriver(options);
        browser.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() throws IOException {
        journal.setHeaders(true);
        journal.setBodies(true);
        inspector = inspector(0);
        size(1280, 800);
        colors("light");
    }

    @AfterEach
    void close() {
        inspector.close();
        browser.get("about:blank");
        browser.manage().logs().get(LogType.BROWSER);
    }

    @Test
    void showsDeliveriesAsTheyArrive() {
        visit("");
        eventually(() ->
                assertThat(text("#empty")).contains("Nothing has arrived yet").contains("Send a sample"));

        journal.add(Deliveries.accepted("a"));
        eventually(() -> assertThat(text("#list"))
                .contains("received by vendorhook:glossi")
                .contains("/webhooks/glossi")
                .contains("model.processed")
                .contains("evt_1042")
                .contains("accepted")
                .contains("200")
                .contains("12 ms"));
        journal.add(Deliveries.sent("s"));
        journal.add(Deliveries.refused("r"));
        eventually(() -> assertThat(ids()).containsExactly("a", "s", "r"));

        journal.add(Deliveries.received("a", "failed", 500, null, "model.processed", Map.of(), null));
        eventually(() -> assertThat(text("[data-id=a] .outcome")).isEqualTo("✕ failed"));
        assertThat(visible("#empty")).isFalse();
        assertNothingWrong();
    }

    @Test
    void filtersWhatIsThereAndWhatArrives() {
        addThree();
        visit("");
        eventually(() -> assertThat(ids()).hasSize(3));

        choose("#filters [name=direction]", "sent");
        eventually(() -> assertThat(ids()).containsExactly("s"));
        journal.add(Deliveries.accepted("new"));
        journal.add(Deliveries.sent("t"));
        eventually(() -> assertThat(ids()).containsExactlyInAnyOrder("s", "t"));

        choose("#filters [name=direction]", "");
        choose("#filters [name=outcome]", "refused");
        choose("#filters [name=vendor]", "vntana");
        eventually(() -> assertThat(ids()).containsExactly("r"));
        choose("#filters [name=type]", "user.created");
        eventually(() -> assertThat(text("#empty")).contains("No delivery like that"));
        click("#empty-button");
        eventually(() -> assertThat(ids()).hasSize(5));
        assertNothingWrong();
    }

    @Test
    void pausesAndCatchesUp() {
        visit("");
        click("#pause");
        journal.add(Deliveries.accepted("a"));

        eventually(() -> assertThat(text("#pause")).isEqualTo("Resume, 1 new"));
        assertThat(ids()).isEmpty();
        assertThat(text("#connection")).isEqualTo("Paused");
        click("#pause");

        assertThat(ids()).containsExactly("a");
    }

    @Test
    void tellsHowADeliveryWasJudged() {
        addThree();
        visit("");
        eventually(() -> assertThat(ids()).hasSize(3));

        click("[data-id=a]");
        eventually(() -> assertThat(text("#delivery"))
                .contains("model.processed")
                .contains("signature passed")
                .contains("secret 1 gives it over {body}")
                .contains("Glossi-Webhooks/2")
                .contains("\"price\" : 1.10"));
        click("[data-name=raw]");
        assertThat(text("#delivery pre")).isEqualTo(Deliveries.BODY);

        click("[data-id=r]");
        eventually(() -> assertThat(text("#delivery .story"))
                .contains("signature failed")
                .contains("the signature fits the body with a line break at its end"));
        assertThat(element("#replay").isEnabled()).isFalse();
        assertThat(text("#replay-note")).isEqualTo("The journal did not keep its body.");

        click("[data-id=s]");
        eventually(() -> assertThat(texts("#delivery .attempts .outcome"))
                .containsExactly("! retryable", "! retryable", "✓ delivered"));
        assertThat(text("#delivery .attempts"))
                .contains("timeout")
                .contains("503")
                .contains("10.0 s");
        assertThat(browser.findElements(By.id("replay"))).isEmpty();
        assertNothingWrong();
    }

    @Test
    void replays() {
        journal.add(Deliveries.accepted("a"));
        visit("#a");
        eventually(() -> assertThat(element("#replay").isEnabled()).isTrue());

        click("#replay");

        eventually(() -> assertThat(text("#message")).isEqualTo("Replayed: accepted, answered 200."));
        eventually(() -> assertThat(text("#delivery dl")).contains("Replay of a"));
        eventually(() -> assertThat(text("[data-id=replay-1] .tag")).isEqualTo("replay"));
        assertThat(actions.taken).containsExactly("replay a");
        assertNothingWrong();
    }

    @Test
    void saysWhyItCannotReplay() {
        journal.add(Deliveries.accepted("unreplayable"));
        visit("#unreplayable");
        eventually(() -> assertThat(element("#replay").isEnabled()).isTrue());

        click("#replay");

        eventually(() -> assertThat(text("#message")).isEqualTo("The secret of its time is not known any more."));
        assertThat(element("#message").getDomAttribute("aria-live")).isEqualTo("polite");
        assertThat(element("#replay").isEnabled()).isTrue();
    }

    @Test
    void sendsASample() {
        visit("");
        click("#sample-open");
        eventually(
                () -> assertThat(texts("#sample-path option")).containsExactly("/webhooks/glossi", "/webhooks/vntana"));
        choose("#sample-path", "/webhooks/vntana");
        assertThat(texts("#sample-type option")).containsExactly("product");
        choose("#sample-path", "/webhooks/glossi");
        choose("#sample-type", "job.failed");

        click("#sample-send");

        eventually(() -> assertThat(text("#message")).isEqualTo("Sample: accepted, answered 200."));
        eventually(() -> assertThat(ids()).containsExactly("sample-1"));
        eventually(() -> assertThat(text("#delivery h2")).isEqualTo("job.failed"));
        assertThat(actions.taken).containsExactly("sample /webhooks/glossi job.failed");
        assertNothingWrong();
    }

    @Test
    void isUsedByKeyboardAlone() {
        addThree();
        visit("");
        eventually(() -> assertThat(ids()).hasSize(3));

        press("j");
        assertThat(focused()).isEqualTo("a");
        press("j");
        assertThat(focused()).isEqualTo("s");
        press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertThat(focused()).isEqualTo("r");
        press("k");
        assertThat(focused()).isEqualTo("s");
        assertThat(script("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        press(Keys.ENTER);
        eventually(() -> assertThat(text("#delivery h2")).isEqualTo("user.created"));
        assertThat(script("return document.activeElement.id")).isEqualTo("delivery");
        press(Keys.TAB);
        assertThat(script("return document.activeElement.textContent")).isEqualTo("Close");
        press(Keys.ESCAPE);
        eventually(() -> assertThat(visible("#delivery")).isFalse());
        assertThat(focused()).isEqualTo("s");

        journal.add(Deliveries.accepted("new"));
        eventually(() -> assertThat(ids()).hasSize(4));
        assertThat(focused()).isEqualTo("s");
        assertThat(script("return [...document.querySelectorAll('a, button, select, pre')]"
                        + ".filter(e => e.checkVisibility() && e.tabIndex < 0).map(e => e.outerHTML)"))
                .isEqualTo(List.of());
    }

    @Test
    void isReadableInLightAndDark() {
        addThree();
        visit("#r");
        for (String scheme : List.of("light", "dark")) {
            colors(scheme);
            eventually(() -> assertThat(text("#delivery .story")).isNotEmpty());
            boolean isDark =
                    ((Number) script(LUMINANCE + "return luminance(ground(document.body))")).doubleValue() < 0.1;
            assertThat(isDark).isEqualTo(scheme.equals("dark"));
            assertThat(script(LUMINANCE + POOR_CONTRAST)).as(scheme).isEqualTo(List.of());
        }
    }

    @Test
    void fitsAPhone() {
        addThree();
        journal.add(hostile("<b>" + "long".repeat(100)));
        size(360, 740);
        visit("");
        eventually(() -> assertThat(ids()).hasSize(4));
        click("#sample-open");
        assertFitsTheWidth();
        press(Keys.ESCAPE);
        for (String id : ids()) {
            script("location.hash = encodeURIComponent(arguments[0])", id);
            eventually(() -> assertThat(text("#delivery dl")).contains(id));
            assertFitsTheWidth();
        }
        assertThat(visible("#list")).isFalse();
        press(Keys.ESCAPE);
        eventually(() -> assertThat(visible("#list")).isTrue());
    }

    @Test
    void showsMarkupAndScriptsAsText() {
        String markup = "<img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>";
        journal.add(hostile(markup));
        visit("");
        eventually(() -> assertThat(ids()).hasSize(1));
        assertThat(text("#list"))
                .contains("type " + markup)
                .contains("endpoint " + markup)
                .contains("outcome <img src=x onerror=alert(1)><script>alert(2)</script>");
        choose("#filters [name=type]", "type " + markup);
        eventually(() -> assertThat(ids()).hasSize(1));
        click("#list a");
        eventually(() -> assertThat(text("#delivery"))
                .contains("id " + markup)
                .contains("header " + markup)
                .contains("story " + markup)
                .contains("\"body\" : \"" + markup));
        click("#replay");
        eventually(() -> assertThat(text("#delivery dl")).contains("Replay of id " + markup));

        assertThat(script("return document.querySelectorAll('img, svg, iframe, b, [onerror], [onload]').length"))
                .isEqualTo(0L);
        assertThat(script("return document.scripts.length")).isEqualTo(1L);
        assertThat(script("return performance.getEntriesByType('resource').map(r => new URL(r.name).host)"
                        + ".filter(host => host !== location.host)"))
                .isEqualTo(List.of());
        assertNothingWrong();
    }

    @Test
    void runsNoScriptThatGotIntoThePage() {
        visit("");

        assertThat(script("try { document.body.innerHTML = '<b>x</b>'; return 'taken' } catch (e) { return e.name }"))
                .isEqualTo("TypeError");
        script("const s = document.createElement('script'); try { s.text = 'window.ran = 1' } catch (e) {}"
                + " document.head.append(s)");
        assertThat(script("return window.ran")).isNull();
    }

    @Test
    void saysThatTheJournalCannotBeReadAndShowsItOnceItCan() throws IOException {
        journal.add(Deliveries.accepted("a"));
        AtomicReference<Journal> shown = new AtomicReference<>(new SqlJournal());
        inspector.close();
        inspector = new Inspector(
                new InspectorSettings("localhost", 0, null, null),
                () -> List.of(shown.get()),
                actions,
                Deliveries.LOOK_MILLIS);
        visit("");
        eventually(() -> assertThat(text("#message")).startsWith("The journal cannot be read now."));
        assertThat(text("#connection")).isEqualTo("Live");

        shown.set(journal);

        eventually(() -> assertThat(ids()).containsExactly("a"));
        assertThat(text("#message")).isEmpty();
    }

    @Test
    void saysThatTheConnectionIsLostAndFindsItAgain() throws IOException {
        journal.add(Deliveries.accepted("a"));
        visit("");
        eventually(() -> assertThat(text("#connection")).isEqualTo("Live"));
        int port = inspector.port();

        inspector.close();
        eventually(() -> assertThat(text("#connection")).isEqualTo("Connection lost, trying again"));
        inspector = inspector(port);
        journal.add(Deliveries.refused("r"));

        eventually(() -> assertThat(text("#connection")).isEqualTo("Live"));
        eventually(() -> assertThat(ids()).containsExactly("a", "r"));
    }

    @Test
    void takesPicturesForTheDocuments() throws IOException {
        journal.add(Deliveries.refused("r"));
        journal.add(Deliveries.sent("evt_2093"));
        journal.add(Deliveries.accepted("a"));
        journal.add(Deliveries.received("d", "duplicate", 200, null, "model.processed", Map.of(), null));
        visit("");
        eventually(() -> assertThat(ids()).hasSize(4));
        picture("inspector-list.png", 1100, 520);
        size(1280, 620);
        visit("#r");
        eventually(() -> assertThat(text("#delivery .story")).isNotEmpty());
        picture("inspector-delivery.png", 1280, 620);
        visit("");
        eventually(() -> assertThat(ids()).hasSize(4));
        picture("inspector-phone.png", 360, 700);
    }

    private static void picture(String name, int width, int height) throws IOException {
        size(width, height);
        byte[] picture = browser.getScreenshotAs(OutputType.BYTES);
        assertThat(picture).hasSizeBetween(5_000, 120_000);
        if (System.getProperty("updateDocs") != null) {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name), picture);
        }
    }

    // ---- the browser

    private Inspector inspector(int port) throws IOException {
        return new Inspector(
                new InspectorSettings("localhost", port, null, null),
                () -> List.of(journal),
                actions,
                Deliveries.LOOK_MILLIS);
    }

    private void addThree() {
        journal.add(Deliveries.refused("r"));
        journal.add(Deliveries.sent("s"));
        journal.add(Deliveries.accepted("a"));
    }

    private static JournalEntry hostile(String markup) {
        return new JournalEntry(
                "id " + markup,
                Direction.RECEIVED,
                Deliveries.NOW,
                "endpoint " + markup,
                "place " + markup,
                "vendor " + markup,
                "outcome " + markup,
                401,
                "reason " + markup,
                "type " + markup,
                "event " + markup,
                "secret " + markup,
                Duration.ZERO,
                null,
                List.of(new Step("step " + markup, false, "story " + markup)),
                List.of(),
                Map.of("X-" + markup, List.of("header " + markup)),
                ("{\"body\":\"" + markup + "\"}").getBytes(UTF_8),
                false);
    }

    private void visit(String hash) {
        browser.get("http://localhost:" + inspector.port() + "/" + hash);
        eventually(() -> assertThat(text("#connection")).isEqualTo("Live"));
    }

    private static void size(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private static void colors(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static WebElement element(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    /** What is read there, shown or for screen readers only. */
    private static String text(String selector) {
        return String.join(" ", texts(selector));
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(String selector) {
        return (List<String>) script(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".map(e => e.innerText.replace(/\\s+/g, ' ').trim())",
                selector);
    }

    private static boolean visible(String selector) {
        return element(selector).isDisplayed();
    }

    /** Rows may be made anew between being found and being clicked. */
    private static void click(String selector) {
        eventually(() -> element(selector).click());
    }

    private static void choose(String selector, String value) {
        script(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1];"
                        + " s.dispatchEvent(new Event('change', {bubbles: true}))",
                selector,
                value);
    }

    private static void press(CharSequence... keys) {
        browser.switchTo().activeElement().sendKeys(keys);
    }

    private static Object script(String script, Object... arguments) {
        return browser.executeScript(script, arguments);
    }

    private static Object focused() {
        return script("return document.activeElement.dataset.id");
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids() {
        return (List<String>) script("return [...document.querySelectorAll('#list a')].map(a => a.dataset.id)");
    }

    private static void eventually(Runnable assertion) {
        await().atMost(Duration.ofSeconds(8))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(assertion::run);
    }

    private static void assertFitsTheWidth() {
        assertThat(script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
    }

    /** What the browser complained of: errors, what the policy kept from being loaded or run, dialogs. */
    private static void assertNothingWrong() {
        Stream<LogEntry> entries = browser.manage().logs().get(LogType.BROWSER).getAll().stream();
        assertThat(entries.map(LogEntry::getMessage)).isEmpty();
    }
}
