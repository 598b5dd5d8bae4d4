package dev.vendorhooks.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookConstants;
import dev.vendorhooks.camel.VendorhookConsumer;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.RoutedEvents.Routed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every application that receives all five vendors, on {@code /webhooks/<vendor>}, whichever engine
 * serves it: tests for a subclass that starts one, with {@link #secrets} as the vendors' secrets, {@link #CLOCK} as the
 * component's {@code clock}, and everything else left to its default. Over real HTTP they post the vectors, the sample
 * payloads and what attackers make of them, and compare the answer, the reason of a refusal and what the routes got.
 */
public abstract class ReceivingContract {

    /** The application's clock. */
    protected static final StandingClock CLOCK = new StandingClock(Instant.EPOCH);

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String JSON = "application/json";
    private static final List<SignedRequest> VECTORS = SignedRequest.load("signatures.json");

    /** Headers that answers may have; none of them tells anything of the request. */
    private static final Set<String> HARMLESS =
            Set.of("allow", "connection", "content-length", "date", "keep-alive", "retry-after");

    private RoutedEvents routed;

    /** The port of this machine that the application listens on. */
    protected abstract int port();

    /** The application's context, started. */
    protected abstract CamelContext camelContext();

    /** The secrets of the vectors of a vendor, and one to look for, as the option {@code secret} takes several. */
    protected static String secrets(String vendor) {
        Stream<String> ofVectors = VECTORS.stream()
                .filter(vector -> vector.vendor().equals(vendor))
                .map(vector -> vector.secrets().get(0));
        return Stream.concat(ofVectors.distinct(), Stream.of(Canary.WORD)).collect(Collectors.joining(" "));
    }

    @BeforeEach
    void listenToTheRoutes() {
        routed = RoutedEvents.of(camelContext());
        Stream.of(VendorSignature.values()).forEach(vendor -> forget(nameOf(vendor)));
    }

    @AfterEach
    void leaveTheRoutes() {
        routed.leave(camelContext());
    }

    // ---- vectors and samples

    static List<SignedRequest> vectors() {
        return VECTORS;
    }

    static Stream<SignedRequest> accepted() {
        return VECTORS.stream().filter(vector -> reasons(vector).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void judgesVectorAsExpected(SignedRequest vector) {
        Set<Refusal> reasons = reasons(vector);
        if (reasons.isEmpty()) {
            assertRouted(vector);
        } else {
            assertRefused(vector, reasons);
        }
    }

    @ParameterizedTest
    @EnumSource
    void routesEverySampleByteForByte(VendorSignature vendor) {
        for (String type : Samples.types(vendor)) {
            assertRouted(signed(vendor, sample(vendor, type)));
            assertThat(routed.all().get(0).event().eventType()).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @EnumSource
    void routesATypeThatIsNotKnown(VendorSignature vendor) {
        String json =
                switch (vendor) {
                    case KAEDIM -> "{\"results\":{\"type\":\"hologram\",\"status\":\"dreamt\",\"requestID\":\"r\"}}";
                    case GENERIC -> "{\"id\":\"evt_1\",\"type\":\"hologram.dreamt\",\"data\":{}}";
                    default -> "{\"event\":\"hologram.dreamt\"}";
                };

        assertRouted(signed(vendor, json.getBytes(UTF_8)));

        assertThat(routed.all()).singleElement().satisfies(event -> {
            assertThat(event.event().getClass().getSimpleName()).isEqualTo("Unknown");
            assertThat(event.headers()).containsEntry(VendorhookConstants.EVENT_TYPE, "hologram.dreamt");
        });
    }

    // ---- forgeries

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesAFlippedBit(SignedRequest vector) {
        vector.withFlippedBits().forEach(flipped -> assertRefused(flipped, Refusal.MISMATCH));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesAnAppendedNewline(SignedRequest vector) {
        byte[] longer = Arrays.copyOf(vector.body(), vector.body().length + 1);
        longer[longer.length - 1] = '\n';

        assertRefused(vector.withBody(longer), Refusal.MISMATCH);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesARemovedHeader(SignedRequest vector) {
        vector.headers().keySet().forEach(header -> assertRefused(vector.withHeader(header), Refusal.MISSING));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesADoubledHeader(SignedRequest vector) {
        vector.headers().keySet().forEach(header -> assertRefused(vector.withHeaderTwice(header), Refusal.REPEATED));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void refusesAnotherSecret(SignedRequest vector) {
        assertRefused(signed(vendor(vector), "another-secret", vector.body(), vector.now()), Refusal.MISMATCH);
    }

    @ParameterizedTest
    @EnumSource
    void refusesTheSignatureOfAnotherBody(VendorSignature vendor) {
        SignedRequest other = signed(vendor, sample(vendor));

        assertRefused(other.withBody(sample(vendor)), Refusal.MISMATCH);
    }

    // ---- time

    @ParameterizedTest
    @EnumSource(names = {"KAEDIM", "VNTANA"})
    void acceptsEitherEdgeOfTheWindowAndNothingBeyond(VendorSignature vendor) {
        SignedRequest request = signed(vendor, sample(vendor));

        assertRouted(request.at(NOON.plus(TOLERANCE)));
        assertRouted(request.at(NOON.minus(TOLERANCE)));
        assertRefused(request.at(NOON.plus(TOLERANCE).plusNanos(1)), Refusal.STALE);
        assertRefused(request.at(NOON.minus(TOLERANCE).minusNanos(1)), Refusal.STALE);
    }

    // ---- duplicates

    /** Nothing in Makini's events tells which they are. */
    @ParameterizedTest
    @EnumSource(names = "MAKINI", mode = EnumSource.Mode.EXCLUDE)
    void routesADeliveryThatComesTwiceOnce(VendorSignature vendor) {
        SignedRequest request = signed(vendor, sample(vendor));
        assertRouted(request);
        long before = consumer(request.vendor()).getDuplicateEvents();

        assertBare(post(request), 200);

        assertThat(routed.all()).hasSize(1);
        assertThat(consumer(request.vendor()).getDuplicateEvents()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource(names = "MAKINI", mode = EnumSource.Mode.EXCLUDE)
    void routesADeliveryThatComesManyTimesAtOnceOnce(VendorSignature vendor) {
        SignedRequest request = signed(vendor, sample(vendor));
        CLOCK.put(NOON);

        List<CompletableFuture<RawAnswer>> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(request)))
                .toList();

        assertThat(answers)
                .extracting(answer -> answer.join().status())
                .contains(200)
                .isSubsetOf(200, 503);
        assertThat(routed.all()).hasSize(1);
    }

    // ---- what no vendor sends

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsSignedAndNoEvent(VendorSignature vendor) {
        byte[] invalidUtf8 = "{\"event\":\"model.processed\",\"name\":\"\u00ff\u00c3(\"}".getBytes(ISO_8859_1);

        for (String text : List.of("", "[]", "null", "{} {}", "{\"event\":", "event=model.processed")) {
            assertRefused(signed(vendor, text.getBytes(UTF_8)), Refusal.NOT_AN_EVENT);
        }
        assertRefused(signed(vendor, invalidUtf8), Refusal.NOT_AN_EVENT);
        assertRefused(signed(vendor, sample(vendor)).withBody(invalidUtf8), Refusal.MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"})
    void refusesOtherMethods(String method) {
        SignedRequest request = signed(VendorSignature.GLOSSI, sample(VendorSignature.GLOSSI));

        assertUntouched(request, 405, () -> send(method, request, "", JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "Application/X-WWW-Form-Urlencoded;charset=utf-8",
                "multipart/form-data; boundary=b",
                "multipart/mixed; boundary=b"
            })
    void refusesFormsAndMultipart(String type) {
        SignedRequest request = signed(
                VendorSignature.GLOSSI,
                "--b\r\nContent-Disposition: form-data; name=\"CamelHttpUri\"\r\n\r\nhttp://evil.example\r\n--b--\r\n"
                        .getBytes(UTF_8));
        SignedRequest form =
                signed(VendorSignature.GLOSSI, "CamelHttpUri=http%3A%2F%2Fevil.example&a=b".getBytes(UTF_8));

        assertUntouched(request, 415, () -> send("POST", type.startsWith("multi") ? request : form, "", type));
    }

    @Test
    void refusesACompressedBody() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(sample(VendorSignature.GLOSSI));
        }

        assertRefused(
                signed(VendorSignature.GLOSSI, compressed.toByteArray()).withHeader("Content-Encoding", "gzip"),
                Refusal.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void acceptsTheLargestBodyAndNotOneByteMoreHoweverItIsSent() {
        SignedRequest largest =
                signed(VendorSignature.GLOSSI, padded(consumer("glossi").maxBodySize()));
        SignedRequest tooLarge =
                signed(VendorSignature.GLOSSI, padded(consumer("glossi").maxBodySize() + 1));

        assertRouted(largest);
        assertRouted(largest.withHeader("Transfer-Encoding", "chunked"));
        assertRefused(tooLarge, Refusal.TOO_LARGE);
        assertRefused(tooLarge.withHeader("Transfer-Encoding", "chunked"), Refusal.TOO_LARGE);
    }

    /** Engines answer it, or close the connection. */
    @Test
    void routesNothingOfABodyThatBreaksOff() throws IOException {
        SignedRequest request = signed(VendorSignature.GLOSSI, sample(VendorSignature.GLOSSI));
        prepare(request);
        String whole = head("POST", request, "", JSON);
        String declared = "Content-Length: " + request.body().length;

        for (String head : List.of(
                whole.replace(declared, "Content-Length: " + (request.body().length + 1)),
                whole.replace(declared, "Transfer-Encoding: chunked"))) {
            assertThat(head).isNotEqualTo(whole);
            RawAnswer answer = RawAnswer.toBrokenOff(port(), head, request.body());
            assertThat(answer.status()).isIn(0, 400);
            assertThat(answer.body()).doesNotContain("model", "Exception", "html");
        }
        assertThat(routed.all()).isEmpty();
    }

    // ---- what nobody signed

    @ParameterizedTest
    @EnumSource
    void takesNothingFromHeadersAndQueryThatNobodySigned(VendorSignature vendor) {
        SignedRequest request = signed(vendor, sample(vendor));
        assertRouted(request);
        Map<String, Object> headers = routed.all().get(0).headers();
        assertThat(headers.keySet()).allMatch(name -> name.startsWith("CamelVendorhook"));
        String query = "?CamelHttpUri=http%3A%2F%2Fevil.example&camelVendorhookEventId=evil&CamelFileName=evil";

        assertRouted(
                request.withHeader("CamelHttpUri", "http://evil.example")
                        .withHeader("camel-file-name", "evil")
                        .withHeader("CAMELVENDORHOOKVENDOR", "evil")
                        .withHeader("CamelVendorhookEventType", "evil")
                        .withHeader("org.apache.camel.evil", "evil")
                        .withHeader("Authorization", "Bearer evil")
                        .withHeader("Cookie", "a=evil")
                        .withHeader("X-Forwarded-Host", "evil.example"),
                query);

        assertThat(routed.all()).extracting(Routed::headers).containsExactly(headers);
    }

    // ---- one request

    /** The application looks at times, so what is accepted without that is refused for its time. */
    private static Set<Refusal> reasons(SignedRequest vector) {
        return vector.tolerance().isZero() ? Set.of(Refusal.STALE, Refusal.MALFORMED) : vector.reasons();
    }

    private void assertRouted(SignedRequest request) {
        assertRouted(request, "");
    }

    private void assertRouted(SignedRequest request, String query) {
        prepare(request);
        Map<Refusal, Long> before = refusals(request.vendor());

        assertBare(send("POST", request, query, JSON), 200);

        assertThat(routed.all()).as(request.toString()).singleElement().satisfies(event -> {
            assertThat(event.endpoint()).isEqualTo("vendorhook:" + request.vendor());
            assertThat(event.json()).isEqualTo(request.body());
        });
        assertThat(refusals(request.vendor())).isEqualTo(before);
    }

    private void assertRefused(SignedRequest request, Refusal reason) {
        assertRefused(request, Set.of(reason));
    }

    private void assertRefused(SignedRequest request, Set<Refusal> reasons) {
        prepare(request);
        Map<Refusal, Long> before = refusals(request.vendor());

        RawAnswer answer = post(request);

        List<Refusal> counted = new ArrayList<>();
        refusals(request.vendor()).forEach((reason, count) -> {
            if (!count.equals(before.get(reason))) {
                counted.add(reason);
            }
        });
        assertThat(counted).as("reason of " + request).hasSize(1).isSubsetOf(reasons);
        assertBare(answer, counted.get(0).status());
        assertThat(routed.all()).as(request.toString()).isEmpty();
    }

    /** For what the engine may refuse in the component's place, which then counts nothing. */
    private void assertUntouched(SignedRequest request, int status, Supplier<RawAnswer> send) {
        prepare(request);

        assertBare(send.get(), status);

        assertThat(routed.all()).isEmpty();
    }

    private void prepare(SignedRequest request) {
        forget(request.vendor());
        CLOCK.put(request.now());
    }

    private static void assertBare(RawAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headerNames()).isSubsetOf(HARMLESS);
    }

    private RawAnswer post(SignedRequest request) {
        return send("POST", request, "", JSON);
    }

    private RawAnswer send(String method, SignedRequest request, String query, String type) {
        boolean chunked = request.headers().containsKey("Transfer-Encoding");
        try {
            return RawAnswer.to(
                    port(),
                    head(method, request, query, type),
                    method.equals("HEAD") ? new byte[0] : chunked ? inChunks(request.body()) : request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request + " has no answer", e);
        }
    }

    private static String head(String method, SignedRequest request, String query, String type) {
        StringBuilder head = new StringBuilder(method + " /webhooks/" + request.vendor() + query + " HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\nContent-Type: ")
                .append(type)
                .append("\r\n");
        if (!request.headers().containsKey("Transfer-Encoding") && !method.equals("HEAD")) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        request.headers()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        return head.append("\r\n").toString();
    }

    private static byte[] inChunks(byte[] body) throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        int size = body.length / 2 + 1;
        for (int from = 0; from < body.length; from += size) {
            byte[] chunk = Arrays.copyOfRange(body, from, Math.min(from + size, body.length));
            chunks.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            chunks.write(chunk);
            chunks.write("\r\n".getBytes(ISO_8859_1));
        }
        chunks.write("0\r\n\r\n".getBytes(ISO_8859_1));
        return chunks.toByteArray();
    }

    // ---- requests that are signed here

    private static SignedRequest signed(VendorSignature vendor, byte[] body) {
        String secret = secrets(nameOf(vendor)).split(" ")[0];
        return signed(vendor, secret, body, NOON);
    }

    private static SignedRequest signed(VendorSignature vendor, String secret, byte[] body, Instant time) {
        Map<String, List<String>> headers = new HashMap<>();
        vendor.headers(secret, body, time).forEach((name, value) -> headers.put(name, List.of(value)));
        return new SignedRequest(
                nameOf(vendor), "signed here", List.of(secret), time, TOLERANCE, headers, body, Set.of());
    }

    /** An event that was not there before. */
    private static byte[] sample(VendorSignature vendor) {
        return sample(vendor, Samples.types(vendor).iterator().next());
    }

    private static byte[] sample(VendorSignature vendor, String type) {
        return Samples.sample(vendor, type).getBytes(UTF_8);
    }

    private static byte[] padded(int size) {
        byte[] event = sample(VendorSignature.GLOSSI);
        byte[] padded = Arrays.copyOf(event, size);
        Arrays.fill(padded, event.length, size, (byte) ' ');
        return padded;
    }

    // ---- the application

    private VendorhookConsumer consumer(String vendor) {
        return camelContext()
                .getComponent("vendorhook", VendorhookComponent.class)
                .consumerOn("/webhooks/" + vendor)
                .orElseThrow();
    }

    private Map<Refusal, Long> refusals(String vendor) {
        Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
        for (Refusal reason : Refusal.values()) {
            counts.put(reason, consumer(vendor).refusedRequests(reason.name()));
        }
        return counts;
    }

    /** Has the routes see what they saw already as if for the first time. */
    private void forget(String vendor) {
        routed.forget();
        consumer(vendor)
                .getEndpoint()
                .getConfiguration()
                .getIdempotentRepository()
                .clear();
    }

    private static VendorSignature vendor(SignedRequest request) {
        return VendorSignature.valueOf(request.vendor().toUpperCase(Locale.ROOT));
    }

    private static String nameOf(VendorSignature vendor) {
        return vendor.name().toLowerCase(Locale.ROOT);
    }
}
