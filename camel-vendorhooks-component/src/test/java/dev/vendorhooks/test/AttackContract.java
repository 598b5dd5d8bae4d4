package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConstants;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.Corpus.HostileText;
import dev.vendorhooks.test.Corpus.Injection;
import dev.vendorhooks.test.Corpus.RawRequest;
import dev.vendorhooks.test.RoutedEvents.Routed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What attackers try on an application that receives webhooks, whichever engine serves it: tests for a subclass that
 * starts one. The application receives one vendor at least; its routes are its own. Its engine is to let go of slow
 * callers within {@link #patience}, which is what the page on hardening is about.
 *
 * <p>What is tried stands in the files under {@code attacks}. After each attack a delivery as it should be is posted,
 * and is to be answered and routed.
 */
public abstract class AttackContract {

    private static final Set<String> HARMLESS = Set.of(
            "allow",
            "connection",
            "content-language",
            "content-length",
            "content-type",
            "date",
            "keep-alive",
            "retry-after",
            "transfer-encoding",
            "vary");

    /** Of these Camel puts the request's own in the place of what is injected. */
    private static final Set<String> SET_BY_CAMEL =
            Set.of(Exchange.HTTP_URI, Exchange.HTTP_PATH, Exchange.HTTP_QUERY, Exchange.HTTP_METHOD);

    private static final Pattern TELLING = Pattern.compile(
            "exception|\tat |stack ?trace|tomcat/|apache|vert\\.?x|netty|camel|java|evil", Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] \\d{3}");
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final int MEGABYTE = 1 << 20;
    private static final String UNGUARDED = "/attacked/unguarded";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RoutedEvents routed;

    /** The port of this machine that the application listens on. */
    protected abstract int port();

    /** The application's context, started. */
    protected abstract CamelContext camelContext();

    /** The secret of the vendor's endpoint; one of them, if there are several. */
    protected abstract String secret();

    /** The vendor whose endpoint is attacked. */
    protected VendorSignature vendor() {
        return VendorSignature.GENERIC;
    }

    /** Where the endpoint listens. */
    protected String path() {
        return "/webhooks/" + nameOfVendor();
    }

    /** How long the engine bears a caller who sends nothing, or a body too slowly. Set it low for the test. */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** Whether the engine itself lets go of heads that trickle. Where it does not, something in front must. */
    protected boolean endsTricklingHeads() {
        return true;
    }

    /** How many callers are slow at once; best more than the engine has threads. */
    protected int slowCallers() {
        return 300;
    }

    /** How many callers connect and say nothing. */
    protected int idleCallers() {
        return 2_000;
    }

    /** The application's time, by which deliveries are signed. */
    protected Instant now() {
        return Instant.now();
    }

    @BeforeEach
    void listenToTheRoutes() {
        routed = RoutedEvents.of(camelContext());
    }

    @AfterEach
    void leaveTheRoutes() {
        routed.leave(camelContext());
    }

    // ---- what is to become a header

    static List<Injection> injections() {
        return Injection.all();
    }

    @ParameterizedTest
    @MethodSource("injections")
    void takesNoHeaderFromAnywhere(Injection injection) {
        String query = query(injection);
        String header = injection.name() + ": " + injection.value() + "\r\n";
        byte[] member = with(injection);

        assertRouted(post("", header, event()), injection);
        assertRouted(post(query, "", event()), injection);
        assertRouted(post("", "", member), injection);
        assertRouted(post(query, header, with(injection)), injection);
        assertUnrouted(send(path() + query, "Content-Type: application/json\r\n" + header, with(injection)), 401);
        assertUnrouted(postForm(injection), 415);
    }

    /** What the tests above would see if headers came in; else they could not fail. */
    @Test
    void seesAttacksSucceedWhereNothingGuards() throws Exception {
        List<Map<String, Object>> received = new CopyOnWriteArrayList<>();
        camelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                PlatformHttpEndpoint unguarded =
                        getCamelContext().getEndpoint("platform-http:" + UNGUARDED, PlatformHttpEndpoint.class);
                unguarded.setHeaderFilterStrategy(new NoFilter());
                from(unguarded)
                        .routeId(UNGUARDED)
                        .process(exchange -> received.add(exchange.getMessage().getHeaders()))
                        .setBody(constant(""));
            }
        });
        try {
            for (Injection injection : Injection.all()) {
                received.clear();
                send(UNGUARDED, injection.name() + ": " + injection.value() + "\r\n", new byte[0]);
                send(UNGUARDED + query(injection), "", new byte[0]);

                assertThat(received)
                        .as(injection.toString())
                        .hasSize(2)
                        .allMatch(headers -> SET_BY_CAMEL.contains(injection.reads())
                                || injection.value().equals(headers.get(injection.reads())));
            }
        } finally {
            camelContext().getRouteController().stopRoute(UNGUARDED);
            camelContext().removeRoute(UNGUARDED);
        }
    }

    private static final class NoFilter implements HeaderFilterStrategy {

        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return true;
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return false;
        }
    }

    // ---- what is to be evaluated

    static List<HostileText> texts() {
        return HostileText.all();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void handsTextsOnAsTheyAre(HostileText text) throws IOException {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(1);
            String value =
                    text.value().replace("<port>", String.valueOf(trap.getLocalPort())) + " " + UUID.randomUUID();
            byte[] body = withTexts(value);
            String header = "X-Text: " + value.replaceAll("\\p{Cntrl}|\\P{ASCII}", " ") + "\r\n";

            assertBare(post("?text=" + encoded(value), header, body), 200);

            assertThat(routed.all()).singleElement().satisfies(event -> {
                assertThat(event.json()).isEqualTo(body);
                assertThat(event.headers().keySet()).isSubsetOf(documentedHeaders());
                assertThat(event.headers().values().toString())
                        .doesNotContain(System.getProperty("user.home") + " ", System.getenv("PATH"));
            });
            assertThatThrownBy(trap::accept).as("who evaluates it").isInstanceOf(SocketTimeoutException.class);
        }
    }

    // ---- bytes that are no proper request

    static List<RawRequest> requests() {
        return RawRequest.all();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void routesNothingButWhatWasSignedAndFramedWithoutDoubt(RawRequest attack) throws IOException {
        byte[] first = event();
        byte[] second = event();
        Duration wait = attack.routes().equals("yes") ? Duration.ofSeconds(20) : MOMENT;

        String answer = RawAnswer.toWhatever(port(), filled(attack.request(), first, second), wait);

        assertTellsNothing(answer);
        List<byte[]> bodies = routed.all().stream().map(Routed::json).toList();
        switch (attack.routes()) {
            case "yes" -> assertThat(bodies).containsExactly(first);
            case "no" -> {
                assertThat(bodies).isEmpty();
                assertThat(answer).doesNotContainPattern("HTTP/1\\.[01] 2");
            }
            default -> assertThat(bodies).hasSizeLessThan(2).allMatch(body -> Arrays.equals(body, first));
        }
        assertThat(routed.all())
                .allSatisfy(event -> assertThat(event.headers().keySet()).isSubsetOf(documentedHeaders()));
        assertGoesOn();
        assertThat(routed.all()).as("the one above and what came late").hasSize(1);
    }

    private String filled(String request, byte[] first, byte[] second) {
        String next = "POST " + path() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\n" + signature(second) + "Content-Length: " + second.length
                + "\r\n\r\n" + text(second);
        String open = "POST <path> HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n<signature>\r\n";
        return request.replace("<open head>", open)
                .replace("<head>", open.replace("\r\nContent-Type", "\r\nConnection: close\r\nContent-Type"))
                .replace("<chunks>", "<hex>\r\n<body>\r\n0\r\n\r\n")
                .replace("<1000 headers>", headers(1_000))
                .replace("<64k>", "a".repeat(1 << 16))
                .replace("<length of second>", String.valueOf(next.length() + "0\r\n\r\n".length()))
                .replace("<hex of second>", Integer.toHexString(next.length()))
                .replace("<second>", next)
                .replace("<path>", path())
                .replace("<signature>", signature(first).strip())
                .replace("<length>", String.valueOf(first.length))
                .replace("<hex>", Integer.toHexString(first.length))
                .replace("<body>", text(first));
    }

    private static String headers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "X-Header-" + i + ": " + "a".repeat(50) + "\r\n")
                .collect(Collectors.joining());
    }

    // ---- too much

    /** A hundred megabytes whose length nobody says. Some of them wait in the buffers of the two sockets. */
    @Test
    void cutsOffABodyWithoutEnd() throws IOException {
        int limit = endpointLimit() + 16 * MEGABYTE;
        byte[] chunk = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
        int sent = 0;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked\r\n", event()).getBytes(ISO_8859_1));
            while (sent < 100 * MEGABYTE) {
                out.write(chunk);
                sent += chunk.length;
            }
        } catch (IOException e) {
            // cut off
        }

        assertThat(sent).as("bytes that the engine took").isLessThan(limit);
        assertThat(routed.all()).isEmpty();
        assertGoesOn();
    }

    /** A megabyte, nearly, that would be a gigabyte. */
    @Test
    void inflatesNothing() throws IOException {
        ByteArrayOutputStream megabyteOfNothing = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(megabyteOfNothing)) {
            gzip.write(new byte[MEGABYTE]);
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        while (bomb.size() < 1_000_000) {
            bomb.write(megabyteOfNothing.toByteArray());
        }
        long before = unsupported();

        assertUnrouted(post("", "Content-Encoding: gzip\r\n", bomb.toByteArray()), 415);
        assertThat(unsupported()).isEqualTo(before + 1);
        assertUnrouted(post("", "Content-Encoding: br, identity\r\n", bomb.toByteArray()), 415);
        assertGoesOn();
    }

    // ---- too slow

    /** Many connect and say nothing, stop in the middle of a head, or in the middle of a body. */
    @Test
    void letsGoOfSilentCallersAndServesOthersMeanwhile() throws IOException {
        assumeTrue(
                freeFiles() > 2 * (idleCallers() + 2 * slowCallers()) + 500,
                "Too few files may be open for this many connections: raise 'ulimit -n'.");
        String head = head("Content-Length: 1000\r\n", event());
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < idleCallers(); i++) {
                callers.add(connect());
            }
            for (int i = 0; i < slowCallers(); i++) {
                callers.add(connect(head.substring(0, head.length() - 2)));
                callers.add(connect(head + "{\"a\":"));
            }

            assertGoesOn();
            for (Socket caller : callers) {
                assertLetGo(caller);
            }
            assertGoesOn();
        } finally {
            close(callers);
        }
    }

    /** Each byte comes in time, and the body never ends. */
    @Test
    void letsGoOfTricklingBodiesAndServesOthersMeanwhile() throws IOException {
        String head = head("Content-Length: 100000\r\n", event());
        assertThat(stillTrickling(head + "{", longestPatience()))
                .as("callers who trickle for ever")
                .isEmpty();
    }

    /** Each byte comes in time, and the head never ends. */
    @Test
    void letsGoOfTricklingHeadsAndServesOthersMeanwhile() throws IOException {
        String head = head("X-Slow: ", event());
        String begun = head.substring(0, head.length() - 2);
        if (endsTricklingHeads()) {
            assertThat(stillTrickling(begun, longestPatience()))
                    .as("callers who trickle for ever")
                    .isEmpty();
        } else {
            stillTrickling(begun, patience().multipliedBy(2));
        }
    }

    /** Those who have {@code said} that much and can say more, a byte at a time; others are served all the while. */
    private List<Socket> stillTrickling(String said, Duration longest) throws IOException {
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < slowCallers(); i++) {
                callers.add(connect(said));
            }
            assertGoesOn();

            List<Socket> left = new ArrayList<>(callers);
            Instant end = Instant.now().plus(longest);
            while (!left.isEmpty() && Instant.now().isBefore(end)) {
                left.removeIf(caller -> !trickles(caller));
                assertGoesOn();
            }
            return left;
        } finally {
            close(callers);
        }
    }

    /** Who was answered once, be it 401, must not hold a connection for good. */
    @Test
    void answersEachRequestOfAKeptConnectionAndLetsGoOfItAfterwards() throws IOException {
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < slowCallers(); i++) {
                Socket caller = connect();
                callers.add(caller);
                byte[] event = event();
                assertThat(status(caller, event, event)).isEqualTo(200);
                assertThat(status(caller, event(), event)).isEqualTo(401);
                assertThat(status(caller, event, event)).isEqualTo(200);
            }
            for (Socket caller : callers) {
                assertLetGo(caller);
            }
            assertGoesOn();
        } finally {
            close(callers);
        }
    }

    /** What {@code body} with the signature of {@code signed} is answered on a connection that stays open. */
    private int status(Socket caller, byte[] body, byte[] signed) throws IOException {
        caller.setSoTimeout(20_000);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head("Content-Length: " + body.length + "\r\n", signed).getBytes(ISO_8859_1));
        request.write(body);
        caller.getOutputStream().write(request.toByteArray());
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int read = caller.getInputStream().read();
            assertThat(read).as("the connection is open after %s", answer).isNotNegative();
            answer.append((char) read);
        }
        return RawAnswer.of(answer.toString()).status();
    }

    private static boolean trickles(Socket caller) {
        try {
            caller.getOutputStream().write(' ');
            return caller.getInputStream().available() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** On a machine that does other things as well. */
    private Duration longestPatience() {
        return patience().multipliedBy(4).plusSeconds(20);
    }

    private void assertLetGo(Socket caller) throws IOException {
        caller.setSoTimeout((int) longestPatience().toMillis());
        try {
            assertTellsNothing(new String(caller.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The engine bears a silent caller for ever", e);
        } catch (IOException e) {
            // reset, which is one way to end it
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    private Socket connect(String said) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(said.getBytes(ISO_8859_1));
        return socket;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static long freeFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    // ---- one request

    private void assertRouted(RawAnswer answer, Injection injection) {
        assertBare(answer, 200);
        assertThat(routed.all()).as(injection.toString()).singleElement().satisfies(event -> {
            assertThat(event.headers().keySet()).isSubsetOf(documentedHeaders());
            assertThat(event.headers()).containsEntry(VendorhookConstants.VENDOR, nameOfVendor());
            assertThat(event.headers().values()).doesNotContain(injection.value());
        });
        routed.forget();
    }

    private void assertUnrouted(RawAnswer answer, int status) {
        assertBare(answer, status);
        assertThat(routed.all()).isEmpty();
    }

    private static void assertBare(RawAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headerNames()).isSubsetOf(HARMLESS);
    }

    /** For what the engine answers in the component's place, which may be a word on the status. */
    private void assertTellsNothing(String answer) {
        assertThat(answer).doesNotContainPattern(TELLING).doesNotContain(secret());
        assertThat(STATUS_LINE.matcher(answer).results().count()).isLessThan(2);
        if (answer.startsWith("HTTP/1.")) {
            assertThat(RawAnswer.of(answer).headerNames()).isSubsetOf(HARMLESS);
        }
    }

    private void assertGoesOn() {
        routed.forget();
        byte[] body = event();
        assertBare(post("", "", body), 200);
        assertThat(routed.all()).extracting(Routed::json).containsOnlyOnce(body);
    }

    private RawAnswer post(String query, String headers, byte[] body) {
        return send(path() + query, "Content-Type: application/json\r\n" + signature(body) + headers, body);
    }

    private RawAnswer postForm(Injection injection) {
        byte[] form = (encoded(injection.name()) + "=" + encoded(injection.value())).getBytes(UTF_8);
        return send(path(), "Content-Type: application/x-www-form-urlencoded\r\n" + signature(form), form);
    }

    private RawAnswer send(String target, String headers, byte[] body) {
        String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n" + headers + "\r\n";
        try {
            return RawAnswer.to(port(), head, body);
        } catch (IOException e) {
            throw new UncheckedIOException("POST " + target + " has no answer", e);
        }
    }

    private String head(String framing, byte[] body) {
        return "POST " + path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + signature(body)
                + framing + "\r\n";
    }

    private String signature(byte[] body) {
        return lines(vendor().headers(secret(), body, now()));
    }

    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
    }

    private static String query(Injection injection) {
        return "?" + encoded(injection.name()) + "=" + encoded(injection.value());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    // ---- events

    /** One that was not there before. */
    private byte[] event() {
        return Samples.sample(vendor(), type()).getBytes(UTF_8);
    }

    private byte[] with(Injection injection) {
        ObjectNode event = tree();
        event.put(injection.name(), injection.value());
        event.elements().forEachRemaining(child -> {
            if (child instanceof ObjectNode object) {
                object.put(injection.name(), injection.value());
            }
        });
        return event.toString().getBytes(UTF_8);
    }

    /** All that may be any text is the given one. */
    private byte[] withTexts(String value) {
        ObjectNode event = tree();
        replaceTexts(event, value);
        event.put("text", value);
        return event.toString().getBytes(UTF_8);
    }

    private static void replaceTexts(ObjectNode node, String value) {
        Set<String> fixed = Set.of("event", "type", "status");
        for (String name : node.properties().stream().map(Map.Entry::getKey).toList()) {
            JsonNode child = node.get(name);
            if (child instanceof ObjectNode object) {
                replaceTexts(object, value);
            } else if (child instanceof ArrayNode array
                    && !array.isEmpty()
                    && array.get(0).isTextual()) {
                array.set(0, TextNode.valueOf(value));
            } else if (child.isTextual() && !fixed.contains(name)) {
                node.put(name, value);
            }
        }
    }

    private ObjectNode tree() {
        try {
            return (ObjectNode) MAPPER.readTree(event());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String type() {
        return Samples.types(vendor()).iterator().next();
    }

    // ---- the application

    /** What the reference lists, and what the endpoint is told to copy. */
    private Set<String> documentedHeaders() {
        Set<String> names = new TreeSet<>(Set.of(
                VendorhookConstants.VENDOR,
                VendorhookConstants.EVENT_TYPE,
                VendorhookConstants.EVENT_ID,
                VendorhookConstants.EVENT_SUBJECT,
                VendorhookConstants.EVENT_TIME,
                VendorhookConstants.DELIVERY_TIME));
        String copied = component()
                .consumerOn(path())
                .orElseThrow()
                .getEndpoint()
                .getConfiguration()
                .getHeaders();
        if (copied != null) {
            names.addAll(Arrays.asList(copied.strip().split("\\s*,\\s*")));
        }
        return names;
    }

    private int endpointLimit() {
        return component().consumerOn(path()).orElseThrow().maxBodySize();
    }

    private long unsupported() {
        return component().consumerOn(path()).orElseThrow().refusedRequests(Refusal.UNSUPPORTED_MEDIA_TYPE.name());
    }

    private VendorhookComponent component() {
        return camelContext().getComponent("vendorhook", VendorhookComponent.class);
    }

    private String nameOfVendor() {
        return vendor().name().toLowerCase(Locale.ROOT);
    }
}
