package dev.vendorhooks.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.journal.Journal;
import dev.vendorhooks.journal.MemoryJournal;
import dev.vendorhooks.journal.SqlJournal;
import dev.vendorhooks.test.StandingClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class InspectorTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String UNREADABLE = "The journal cannot be read now. The application's log says why.";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final MemoryJournal journal = new MemoryJournal(new StandingClock(Deliveries.NOW));
    private final RecordedActions actions = new RecordedActions(journal);
    private Inspector inspector;

    @BeforeEach
    void start() throws IOException {
        journal.setHeaders(true);
        journal.setBodies(true);
        inspector = inspector("localhost", null, null);
    }

    @AfterEach
    void stop() {
        inspector.close();
    }

    // ---- where it listens

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.2"})
    void listensOnLoopbackWithoutLogin(String host) throws Exception {
        try (Inspector other = inspector(host, null, " ")) {
            assertThat(HTTP.send(
                                    HttpRequest.newBuilder(URI.create("http://" + host + ":" + other.port() + "/"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void refusesToListenForOthersWithoutLogin(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inspector(host, null, null))
                .withMessage("The inspector would show deliveries to anybody who can reach " + host
                        + ":0. Set inspectorUser and userPassword, or inspectorHost=localhost.");
    }

    @ParameterizedTest
    @CsvSource({"operator,", "operator,''", ",secret-of-mine", "' ',secret-of-mine"})
    void refusesHalfALoginWithoutQuotingIt(String user, String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inspector("localhost", user, password))
                .withMessage("The inspector has only one of inspectorUser and userPassword."
                        + " Set both, or none with inspectorHost=localhost.");
    }

    @Test
    void listensForOthersWithLogin() throws Exception {
        try (Inspector other = inspector("0.0.0.0", "operator", PASSWORD)) {
            String login = "Authorization: " + basic("operator", PASSWORD) + "\r\n";

            assertThat(statusLine(other.port(), "GET / HTTP/1.1\r\nHost: 127.0.0.1:" + other.port() + "\r\n" + login))
                    .isEqualTo("HTTP/1.1 200 OK");
            assertThat(statusLine(
                            other.port(), "GET / HTTP/1.1\r\nHost: evil.example:" + other.port() + "\r\n" + login))
                    .isEqualTo("HTTP/1.1 403 Forbidden");
        }
    }

    @Test
    void saysWhichOptionToChangeWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            InspectorSettings settings = new InspectorSettings("localhost", taken.getLocalPort(), null, null);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Inspector(settings, () -> List.of(journal), actions))
                    .withMessageContaining("cannot listen on localhost:" + taken.getLocalPort())
                    .withMessageContaining("Set inspectorPort to a port that is free");
        }
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        assertThat(new InspectorSettings("localhost", 8090, "operator", PASSWORD))
                .hasToString("localhost:8090");
    }

    // ---- login

    @Test
    void letsInWhoKnowsThePasswordOnly() throws Exception {
        try (Inspector locked = inspector("localhost", "operator", PASSWORD)) {
            HttpResponse<String> nobody = get(locked, "/api/deliveries");

            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"inspector\", charset=\"UTF-8\"");
            for (String path : List.of("/", "/inspector.js", "/inspector.css", "/api/token", "/api/events", "/none")) {
                assertThat(get(locked, path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(login(locked, "operator", PASSWORD)).isEqualTo(200);
            assertThat(login(locked, "operator", PASSWORD + " ")).isEqualTo(401);
            assertThat(login(locked, "Operator", PASSWORD)).isEqualTo(401);
            assertThat(login(locked, "", "")).isEqualTo(401);
            assertThat(get(locked, "/", "Authorization", "Bearer x").statusCode())
                    .isEqualTo(401);
            assertThat(get(locked, "/", "Authorization", "Basic %%%").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void stopsListeningToAGuesser() throws Exception {
        try (Inspector locked = inspector("localhost", "operator", PASSWORD)) {
            for (int i = 0; i < 10; i++) {
                assertThat(login(locked, "operator", "guess " + i)).isEqualTo(401);
            }
            assertThat(login(locked, "operator", PASSWORD)).isEqualTo(429);
        }
    }

    @Test
    void keepsThePasswordOutOfEveryAnswer() throws Exception {
        try (Inspector locked = inspector("localhost", "operator", PASSWORD)) {
            journal.add(Deliveries.accepted("a"));
            String[] login = {"Authorization", basic("operator", PASSWORD)};
            for (String path :
                    List.of("/", "/inspector.js", "/api/deliveries", "/api/deliveries/a", "/api/samples", "/x")) {
                HttpResponse<String> answer = get(locked, path, login);
                assertThat(answer.body() + answer.headers().map())
                        .as(path)
                        .doesNotContain(PASSWORD)
                        .doesNotContain(login[1].substring("Basic ".length()));
            }
        }
    }

    // ---- other sites

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost",
                "localhost:1",
                "localhost:PORT.evil.example",
                "127.0.0.1.evil.example:PORT",
                "evil@localhost:PORT",
                "[::2]:PORT",
                "[evil]:PORT",
                "[",
                ":",
                "localhost:PORT:PORT",
                "10.0.0.1:PORT",
                "::1:PORT"
            })
    void refusesAHostThatIsNotItsOwn(String host) throws IOException {
        assertThat(statusLine("GET /api/deliveries HTTP/1.1\r\nHost: " + port(host) + "\r\n"))
                .isEqualTo("HTTP/1.1 403 Forbidden");
    }

    @Test
    void refusesRequestsWithoutHostOrWithTwo() throws IOException {
        assertThat(statusLine("GET / HTTP/1.0\r\n")).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(statusLine("GET / HTTP/1.1\r\n" + port("Host: localhost:PORT\r\nHost: localhost:PORT\r\n")))
                .doesNotContain(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT"})
    void answersUnderItsOwnNames(String host) throws IOException {
        assertThat(statusLine("GET /api/deliveries HTTP/1.1\r\nHost: " + port(host) + "\r\n"))
                .isEqualTo("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @CsvSource({"cross-site,403", "same-site,403", "same-origin,200", "none,200"})
    void letsNoOtherSiteRead(String site, int status) throws Exception {
        assertThat(get(inspector, "/api/deliveries", "Sec-Fetch-Site", site).statusCode())
                .isEqualTo(status);
    }

    @Test
    void actsForItsOwnPageWithItsTokenOnly() throws Exception {
        journal.add(Deliveries.accepted("a"));
        String own = "http://localhost:" + inspector.port();
        String token = token();

        assertThat(replay(own, token, "application/json")).isEqualTo(200);
        assertThat(replay(null, token, "application/json")).isEqualTo(403);
        assertThat(replay("null", token, "application/json")).isEqualTo(403);
        assertThat(replay("http://localhost:1", token, "application/json")).isEqualTo(403);
        assertThat(replay("https://localhost:" + inspector.port(), token, "application/json"))
                .isEqualTo(403);
        assertThat(replay("http://evil.example:" + inspector.port(), token, "application/json"))
                .isEqualTo(403);
        assertThat(replay(own, null, "application/json")).isEqualTo(403);
        assertThat(replay(own, "", "application/json")).isEqualTo(403);
        assertThat(replay(own, token.substring(1), "application/json")).isEqualTo(403);
        assertThat(replay(own, token, "text/plain")).isEqualTo(415);
        assertThat(replay(own, token, null)).isEqualTo(415);
        assertThat(replay(own, token, "application/json", "Sec-Fetch-Site", "same-site"))
                .isEqualTo(403);
        assertThat(actions.taken).containsExactly("replay a");
    }

    @Test
    void hasAnotherTokenAfterEachStart() throws Exception {
        String before = token();
        inspector.close();
        inspector = inspector("localhost", null, null);

        assertThat(token()).isNotEqualTo(before).hasSize(64);
    }

    @Test
    void doesNothingOnGet() throws Exception {
        journal.add(Deliveries.accepted("a"));

        assertThat(get(inspector, "/api/deliveries/a/replay").statusCode()).isEqualTo(404);
        assertThat(get(inspector, "/api/samples?path=/webhooks/glossi&type=job.failed")
                        .statusCode())
                .isEqualTo(200);
        assertThat(statusLine(port("HEAD / HTTP/1.1\r\nHost: localhost:PORT\r\n")))
                .contains(" 405 ");
        assertThat(statusLine(port("DELETE /api/deliveries/a HTTP/1.1\r\nHost: localhost:PORT\r\n")))
                .contains(" 405 ");
        assertThat(actions.taken).isEmpty();
    }

    @Test
    void tellsBrowsersToRunNothingButItsOwnFiles() throws Exception {
        for (String path : List.of("/", "/inspector.js", "/inspector.css", "/api/deliveries", "/api/none")) {
            Map<String, List<String>> headers = get(inspector, path).headers().map();
            assertThat(headers.get("content-security-policy"))
                    .as(path)
                    .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                            + " require-trusted-types-for 'script'");
            assertThat(headers.get("x-content-type-options")).as(path).containsExactly("nosniff");
            assertThat(headers.get("referrer-policy")).as(path).containsExactly("no-referrer");
            assertThat(headers.get("cache-control")).as(path).containsExactly("no-store");
            assertThat(headers).as(path).doesNotContainKey("access-control-allow-origin");
        }
    }

    // ---- what it shows

    @Test
    void listsTheLatestFirstAndFilters() throws Exception {
        journal.add(Deliveries.sent("s"));
        journal.add(Deliveries.accepted("a"));
        journal.add(Deliveries.refused("r"));

        assertThat(ids("")).containsExactly("a", "s", "r");
        assertThat(ids("?direction=sent")).containsExactly("s");
        assertThat(ids("?direction=received")).containsExactly("a", "r");
        assertThat(ids("?vendor=vntana&outcome=refused")).containsExactly("r");
        assertThat(ids("?type=model.processed")).containsExactly("a");
        assertThat(ids("?type=model.%2A")).isEmpty();
        assertThat(get(inspector, "/api/deliveries?direction=sideways").statusCode())
                .isEqualTo(400);
    }

    @Test
    void listsAnEntryOfTwoJournalsOnce() throws Exception {
        MemoryJournal other = new MemoryJournal(new StandingClock(Deliveries.NOW));
        journal.add(Deliveries.accepted("a"));
        other.add(Deliveries.accepted("a"));
        other.add(Deliveries.refused("r"));
        try (Inspector both = new Inspector(
                new InspectorSettings("localhost", 0, null, null), () -> List.of(journal, other), actions)) {
            assertThat(json(get(both, "/api/deliveries")).findValuesAsText("id"))
                    .containsExactly("a", "r");
            assertThat(get(both, "/api/deliveries/r").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void listsTheEntriesOfTwoJournalsInOneOrder() throws Exception {
        MemoryJournal other = new MemoryJournal(new StandingClock(Deliveries.NOW));
        journal.add(Deliveries.refused("earliest"));
        journal.add(Deliveries.accepted("latest"));
        other.add(Deliveries.sent("between"));
        try (Inspector both = new Inspector(
                new InspectorSettings("localhost", 0, null, null), () -> List.of(journal, other), actions)) {
            assertThat(json(get(both, "/api/deliveries")).findValuesAsText("id"))
                    .containsExactly("latest", "between", "earliest");
        }
    }

    @Test
    void listsAtMost200() throws Exception {
        for (int i = 0; i < 250; i++) {
            journal.add(Deliveries.accepted("a" + i));
        }

        assertThat(ids("")).hasSize(200).startsWith("a249");
    }

    @Test
    void showsAllThatIsKeptOfADelivery() throws Exception {
        journal.add(Deliveries.accepted("a"));

        JsonNode shown = json(get(inspector, "/api/deliveries/a"));

        assertThat(shown.path("time").textValue()).isEqualTo("2026-01-15T10:30:00Z");
        assertThat(shown.path("millis").doubleValue()).isEqualTo(12.0);
        assertThat(shown.path("secret").textValue()).isEqualTo("1");
        assertThat(shown.path("story").get(1).path("passed").booleanValue()).isTrue();
        assertThat(shown.path("headers").path("User-Agent").get(0).textValue()).isEqualTo("Glossi-Webhooks/2");
        assertThat(shown.path("body").path("text").textValue()).isEqualTo(Deliveries.BODY);
        assertThat(shown.path("body").path("pretty").textValue())
                .contains("{\n  \"type\" : \"model.processed\"")
                .contains("\"price\" : 1.10");
        assertThat(shown.path("notReplayable").isNull()).isTrue();
    }

    @Test
    void showsAttemptsAndSaysWhatCannotBeReplayed() throws Exception {
        journal.add(Deliveries.sent("s"));
        journal.add(Deliveries.refused("r"));
        MemoryJournal redacting = journal;
        redacting.setRedact("data.name");
        redacting.add(Deliveries.accepted("a"));

        JsonNode sent = json(get(inspector, "/api/deliveries/s"));

        assertThat(sent.path("attempts").findValuesAsText("outcome"))
                .containsExactly("retryable", "retryable", "delivered");
        assertThat(sent.path("attempts").get(0).path("error").textValue()).isEqualTo("timeout");
        assertThat(sent.path("notReplayable").textValue()).isEqualTo("Only received deliveries can be replayed.");
        assertThat(json(get(inspector, "/api/deliveries/r"))
                        .path("notReplayable")
                        .textValue())
                .isEqualTo("The journal did not keep its body.");
        assertThat(json(get(inspector, "/api/deliveries/a"))
                        .path("notReplayable")
                        .textValue())
                .isEqualTo("Its body was redacted, so it is no longer what was signed.");
    }

    @ParameterizedTest
    @CsvSource({"false,true,headers", "true,false,body", "false,false,headers and body"})
    void saysWhatAReplayNeedsAndTheJournalDidNotKeep(boolean headers, boolean bodies, String missing) throws Exception {
        journal.setHeaders(headers);
        journal.setBodies(bodies);
        journal.add(Deliveries.accepted("a"));

        assertThat(json(get(inspector, "/api/deliveries/a"))
                        .path("notReplayable")
                        .textValue())
                .isEqualTo("The journal did not keep its " + missing + ".");
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":1,\"a\":1E400}','{\n  \"a\" : 1,\n  \"a\" : 1E400\n}'", "not JSON,", "'{\"a\":',", "'',"})
    void showsJsonAsItWasWritten(String body, String pretty) throws Exception {
        journal.add(Deliveries.received("a", "accepted", 200, null, "t", Map.of(), body.getBytes(UTF_8)));

        JsonNode shown = json(get(inspector, "/api/deliveries/a")).path("body");

        assertThat(shown.path("text").textValue()).isEqualTo(body);
        assertThat(shown.path("pretty").textValue()).isEqualTo(pretty);
    }

    @Test
    void showsTheStartOfABodyThatWouldGrowBeyondMeasure() throws Exception {
        String deep = "{\"a\":".repeat(900) + "{" + "\"b\":1,".repeat(5_000) + "\"c\":2}" + "}".repeat(900);
        journal.add(Deliveries.received("a", "accepted", 200, null, "t", Map.of(), deep.getBytes(UTF_8)));

        JsonNode shown = json(get(inspector, "/api/deliveries/a")).path("body");

        assertThat(shown.path("pretty").textValue()).hasSize(256 * 1024);
        assertThat(shown.path("cut").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "../../etc/passwd", "a/b?c#d", "a+b c%20", "日本", "\"'\\"})
    void findsAnEntryByAnyId(String id) throws Exception {
        journal.add(Deliveries.accepted(id));
        String path = "/api/deliveries/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");

        HttpResponse<String> answer = get(inspector, path);

        assertThat(json(answer).path("id").textValue()).isEqualTo(id);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void takesAPlusInAPathForOne() throws Exception {
        journal.add(Deliveries.accepted("a+b"));

        assertThat(json(get(inspector, "/api/deliveries/a+b")).path("id").textValue())
                .isEqualTo("a+b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/inspector.js/../Inspector.class",
                "/Inspector.class",
                "/index.html/..",
                "//etc/passwd",
                "/api/deliveries/../../etc",
                "/api/deliveries/x/replay/y",
                "/api/deliveries/",
                "/api",
                "/inspector%2ejs"
            })
    void servesNoFileButItsOwn(String path) throws IOException {
        assertThat(statusLine("GET " + path + port(" HTTP/1.1\r\nHost: localhost:PORT\r\n")))
                .isEqualTo("HTTP/1.1 404 Not Found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/api/deliveries?type=%", "/\u0000"})
    void survivesMalformedPaths(String path) throws IOException {
        assertThat(statusLine("GET " + path + port(" HTTP/1.1\r\nHost: localhost:PORT\r\n")))
                .doesNotContain(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/deliveries/%",
                "GET /api/deliveries/%4",
                "GET /api/deliveries/%zz",
                "GET /api/deliveries/a%-1",
                "GET /api/deliveries?type=%",
                "GET /api/deliveries?type=%zz",
                "GET /api/deliveries?%zz=a",
                "POST /api/deliveries/%zz/replay"
            })
    void refusesABrokenEscape(String request) throws Exception {
        String head = request + port(" HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT\r\n")
                + "Content-Type: application/json\r\nX-Vendorhook-Token: " + token()
                + "\r\nContent-Length: 2\r\n\r\n{}";

        assertThat(statusLine(head)).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    // ---- actions

    @Test
    void replaysAndSendsSamples() throws Exception {
        journal.add(Deliveries.accepted("a"));

        assertThat(json(post("/api/deliveries/a/replay", "{}")).path("id").textValue())
                .isEqualTo("replay-1");
        HttpResponse<String> sample = post("/api/samples", "{\"path\":\"/webhooks/glossi\",\"type\":\"job.failed\"}");

        assertThat(json(sample).path("id").textValue()).isEqualTo("sample-2");
        assertThat(actions.taken).containsExactly("replay a", "sample /webhooks/glossi job.failed");
        assertThat(json(get(inspector, "/api/samples"))
                        .path("/webhooks/glossi")
                        .get(1)
                        .textValue())
                .isEqualTo("job.failed");
    }

    @Test
    void saysWhyAnActionCannotBeTaken() throws Exception {
        journal.add(Deliveries.accepted("unreplayable"));
        journal.add(Deliveries.accepted("failing"));

        HttpResponse<String> impossible = post("/api/deliveries/unreplayable/replay", "{}");
        HttpResponse<String> failed = post("/api/deliveries/failing/replay", "{}");

        assertThat(impossible.statusCode()).isEqualTo(409);
        assertThat(json(impossible).path("problem").textValue())
                .isEqualTo("The secret of its time is not known any more.");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(json(failed).path("problem").textValue()).isEqualTo("That failed. The application's log says why.");
        assertThat(post("/api/deliveries/gone/replay", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/api/deliveries/failing", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/api/deliveries", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/api/samples", "{\"path\":\"/x\"}").statusCode()).isEqualTo(400);
        assertThat(post("/api/samples", "{").statusCode()).isEqualTo(400);
        assertThat(post("/api/samples", "").statusCode()).isEqualTo(400);
    }

    @Test
    void readsNoHugeBody() throws Exception {
        assertThat(post("/api/samples", "x".repeat(8 * 1024 + 1)).statusCode()).isEqualTo(413);
        String head = port("POST /api/samples HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT\r\n")
                + "Content-Type: application/json\r\nX-Vendorhook-Token: " + token()
                + "\r\nContent-Length: 9999999999\r\n\r\n" + "x".repeat(10_000);
        assertThat(statusLine(head)).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
    }

    // ---- live events

    @Test
    void tellsOfNewAndChangedEntries() throws IOException {
        journal.add(Deliveries.accepted("before"));
        try (Events events = new Events()) {
            journal.add(Deliveries.accepted("new"));
            assertThat(events.next().path("id").textValue()).isEqualTo("new");

            journal.add(Deliveries.received("before", "failed", 500, null, "t", Map.of(), null));
            JsonNode changed = events.next();
            assertThat(changed.path("id").textValue()).isEqualTo("before");
            assertThat(changed.path("outcome").textValue()).isEqualTo("failed");
        }
    }

    @Test
    void tellsOfTheEarlierFirst() throws IOException {
        try (Events events = new Events()) {
            journal.add(Deliveries.refused("first"));
            journal.add(Deliveries.sent("second"));

            assertThat(events.next().path("id").textValue()).isEqualTo("first");
            assertThat(events.next().path("id").textValue()).isEqualTo("second");
        }
    }

    @Test
    void putsNoMarkupOfThePayloadOnALineOfItsOwn() throws IOException {
        try (Events events = new Events()) {
            journal.add(Deliveries.received("i\n\ndata: {}", "accepted", 200, null, "t\r\nevent: x", Map.of(), null));

            assertThat(events.next().path("type").textValue()).isEqualTo("t  event: x");
        }
    }

    @Test
    void goesOnWhenTheDatabaseOfAJournalIsBack() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ReadJournals.class);
        logger.addAppender(log);
        AtomicBoolean away = new AtomicBoolean();
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:inspected", "sa", "");
        inspector.close();
        try (SqlJournal stored = new SqlJournal(new StandingClock(Deliveries.NOW))) {
            stored.setDataSource(sometimes(away, database));
            inspector = inspector(stored);
            try (Events early = new Events()) {
                away.set(true);
                assertThat(early.next().path("problem").textValue()).isEqualTo(UNREADABLE);
                HttpResponse<String> list = get(inspector, "/api/deliveries");
                assertThat(list.statusCode()).isEqualTo(503);
                assertThat(json(list).path("problem").textValue()).isEqualTo(UNREADABLE);
                assertThat(get(inspector, "/api/deliveries/a").statusCode()).isEqualTo(503);
                try (Events late = new Events()) {
                    assertThat(late.status).isEqualTo("HTTP/1.1 200 OK");
                    assertThat(late.next().path("problem").textValue()).isEqualTo(UNREADABLE);

                    away.set(false);

                    assertThat(early.next()).isEmpty();
                    assertThat(late.next()).isEmpty();
                    stored.add(Deliveries.accepted("new"));
                    assertThat(early.next().path("id").textValue()).isEqualTo("new");
                    assertThat(late.next().path("id").textValue()).isEqualTo("new");
                }
            }
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "The inspector cannot read a journal and tries on: java.lang.IllegalStateException: The"
                                    + " journal cannot be read: SQLException, SQLState 08001. Check its database.",
                            "The inspector can read the journal again.");
        } finally {
            logger.detachAppender(log);
            database.dispose();
        }
    }

    @Test
    void endsItsStreamsWhenItIsClosed() throws IOException {
        try (Events events = new Events()) {
            inspector.close();

            assertThat(events.untilTheEnd()).doesNotContain("data:");
        }
    }

    @Test
    void bearsManyLivePagesAndStillAnswers() throws Exception {
        List<Events> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(new Events());
        }
        assertThat(get(inspector, "/api/events").statusCode()).isEqualTo(503);
        assertThat(get(inspector, "/").statusCode()).isEqualTo(200);

        open.get(0).close();

        // the first heartbeats find out that it has gone
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (Events again = new Events()) {
                assertThat(again.status).isEqualTo("HTTP/1.1 200 OK");
            }
        });
        for (Events events : open) {
            events.close();
        }
    }

    /** Each page has looked four times when it gets its first heartbeat. */
    @Test
    void looksIntoTheJournalsOnceForAllLivePages() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        inspector.close();
        inspector = new Inspector(
                new InspectorSettings("localhost", 0, null, null),
                () -> {
                    looks.incrementAndGet();
                    return List.of(journal);
                },
                actions,
                100);
        List<Events> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(new Events());
        }
        for (Events events : open) {
            events.awaitHeartbeat();
        }

        assertThat(looks.get()).isBetween(8 + 4, 8 + 4 * 8 / 2);
        for (Events events : open) {
            events.close();
        }
    }

    // ---- the client's side

    private Inspector inspector(String host, String user, String password) throws IOException {
        return new Inspector(
                new InspectorSettings(host, 0, user, password),
                () -> List.of(journal),
                actions,
                Deliveries.LOOK_MILLIS);
    }

    private Inspector inspector(Journal shown) throws IOException {
        return new Inspector(
                new InspectorSettings("localhost", 0, null, null),
                () -> List.of(shown),
                actions,
                Deliveries.LOOK_MILLIS);
    }

    private static DataSource sometimes(AtomicBoolean away, DataSource database) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new SQLException("It is away", "08001");
                    }
                    return database.getConnection();
                });
    }

    private static HttpResponse<String> get(Inspector from, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + from.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static int login(Inspector at, String user, String password) throws Exception {
        return get(at, "/", "Authorization", basic(user, password)).statusCode();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + inspector.port() + path))
                        .header("Origin", "http://localhost:" + inspector.port())
                        .header("Content-Type", "application/json")
                        .header("X-Vendorhook-Token", token())
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private int replay(String origin, String token, String type, String... more) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + inspector.port() + "/api/deliveries/a/replay"))
                .POST(BodyPublishers.ofString("{}"));
        if (origin != null) {
            request.header("Origin", origin);
        }
        if (token != null) {
            request.header("X-Vendorhook-Token", token);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (more.length > 0) {
            request.headers(more);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private String token() throws Exception {
        return json(get(inspector, "/api/token")).path("token").textValue();
    }

    private List<String> ids(String query) throws Exception {
        return json(get(inspector, "/api/deliveries" + query)).findValuesAsText("id");
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return EntryJson.MAPPER.readTree(answer.body());
    }

    private String port(String text) {
        return text.replace("PORT", Integer.toString(inspector.port()));
    }

    private String statusLine(String head) throws IOException {
        return statusLine(inspector.port(), head);
    }

    /** What is answered to {@code head} as it stands, which no client library would send. */
    private static String statusLine(int port, String head) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write((head + (head.contains("\r\n\r\n") ? "" : "\r\n")).getBytes(UTF_8));
            out.flush();
            return String.valueOf(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine());
        }
    }

    /** A connection for live events. */
    private final class Events implements AutoCloseable {

        private final Socket socket = new Socket("localhost", inspector.port());
        private final BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        private final String status;

        Events() throws IOException {
            socket.getOutputStream()
                    .write(port("GET /api/events HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")
                            .getBytes(UTF_8));
            status = lines.readLine();
            if (status.endsWith("200 OK")) {
                String line = status;
                while (!line.startsWith("retry:")) {
                    line = lines.readLine();
                }
            }
        }

        JsonNode next() throws IOException {
            String line = lines.readLine();
            while (!line.startsWith("data:")) {
                line = lines.readLine();
            }
            return EntryJson.MAPPER.readTree(line.substring("data:".length()));
        }

        void awaitHeartbeat() throws IOException {
            String line = lines.readLine();
            while (!line.equals(":")) {
                line = lines.readLine();
            }
        }

        String untilTheEnd() throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
