package dev.vendorhooks.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vendorhooks.http.Headers;
import dev.vendorhooks.http.WebhookRequest;
import dev.vendorhooks.signature.Refusal;
import dev.vendorhooks.test.SignedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vendors declared in YAML alone, over requests that those vendors publish. */
class PublishedSignaturesTest {

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void loadDeclarations() throws Exception {
        Resource yaml = ResourceHelper.resolveMandatoryResource(CONTEXT, "classpath:vectors/declared-vendors.yaml");
        PluginHelper.getRoutesLoader(CONTEXT).loadRoutes(yaml);
    }

    @AfterAll
    static void close() throws IOException {
        CONTEXT.close();
    }

    private static Vendor vendor(String name) {
        return CONTEXT.getRegistry().lookupByNameAndType(name, Vendor.class);
    }

    private static Optional<Refusal> refusal(SignedRequest request) {
        return request.judgedBy(vendor(request.vendor()));
    }

    static List<SignedRequest> published() {
        return SignedRequest.load("published.json");
    }

    private static SignedRequest published(String vendor) {
        return published().stream()
                .filter(request -> request.vendor().equals(vendor))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void coversFiveVendors() {
        assertThat(published())
                .extracting(SignedRequest::vendor)
                .containsExactly("github", "stripe", "slack", "shopify", "standard");
    }

    @ParameterizedTest
    @MethodSource("published")
    void acceptsPublishedRequest(SignedRequest request) {
        assertThat(refusal(request)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("published")
    void refusesPublishedRequestChanged(SignedRequest request) {
        assertThat(request.withFlippedBits())
                .allSatisfy(flipped -> assertThat(refusal(flipped)).contains(Refusal.MISMATCH));
        assertThat(request.headers().keySet()).allSatisfy(header -> {
            assertThat(refusal(request.withHeader(header))).contains(Refusal.MISSING);
            assertThat(refusal(request.withHeaderTwice(header))).contains(Refusal.REPEATED);
        });
    }

    @ParameterizedTest
    @MethodSource("published")
    void refusesPublishedRequestOutsideTheWindowWhereATimeIsSigned(SignedRequest request) {
        Optional<Instant> signed = vendor(request.vendor()).signatures().signedTime(request.request());
        assertThat(signed.isPresent())
                .isEqualTo(List.of("stripe", "slack", "standard").contains(request.vendor()));
        signed.ifPresent(time -> {
            Duration edge = Duration.ofMinutes(5);
            assertThat(refusal(request.at(time.plus(edge)))).isEmpty();
            assertThat(refusal(request.at(time.plus(edge).plusSeconds(1)))).contains(Refusal.STALE);
            assertThat(refusal(request.at(time.minus(edge)))).isEmpty();
            assertThat(refusal(request.at(time.minus(edge).minusSeconds(1)))).contains(Refusal.STALE);
        });
    }

    @Test
    void refusesSignatureWithoutThePrefix() {
        SignedRequest github = published("github");
        String signature = github.header("X-Hub-Signature-256");
        assertThat(refusal(github.withHeader("X-Hub-Signature-256", signature.substring("sha256=".length()))))
                .contains(Refusal.MALFORMED);
        assertThat(refusal(github.withHeader("X-Hub-Signature-256", signature.replace("sha256", "sha1"))))
                .contains(Refusal.MALFORMED);
    }

    @Test
    void refusesSignatureOfAnotherVersion() {
        SignedRequest stripe = published("stripe");
        String header = stripe.header("Stripe-Signature").replace("v0=", "v2=").replace("v1=", "v0=");
        assertThat(refusal(stripe.withHeader("Stripe-Signature", header))).contains(Refusal.MALFORMED);
        SignedRequest standard = published("standard");
        String other = standard.header("webhook-signature").replace("v1,", "v1a,");
        assertThat(refusal(standard.withHeader("webhook-signature", other))).contains(Refusal.MALFORMED);
    }

    @Test
    void acceptsListOfSignaturesOfWhichOneMatches() {
        SignedRequest standard = published("standard");
        String signature = standard.header("webhook-signature");
        String wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
        assertThat(refusal(standard.withHeader("webhook-signature", wrong + " v1,short " + signature + " " + wrong)))
                .isEmpty();
        assertThat(refusal(standard.withHeader("webhook-signature", wrong))).contains(Refusal.MISMATCH);
    }

    @Test
    void refusesChangedIdOrTime() {
        SignedRequest standard = published("standard");
        assertThat(refusal(standard.withHeader("webhook-id", "msg_other"))).contains(Refusal.MISMATCH);
        assertThat(refusal(standard.withHeader("webhook-timestamp", "1614265331")))
                .contains(Refusal.MISMATCH);
    }

    @Test
    void readsTypeIdAndTimeFromTheBody() {
        DeclaredEvent event = read("stripe", Map.of(), published("stripe").body());
        assertThat(event.eventType()).isEqualTo("customer.created");
        assertThat(event.eventId()).contains("evt_123");
        assertThat(event.eventTime()).contains(Instant.parse("2018-08-02T10:10:20Z"));
        assertThat(event.json().at("/data/object/email").asText()).isEqualTo("test@stripe.com");
    }

    @Test
    void readsTypeIdAndTimeFromHeaders() {
        Map<String, List<String>> headers = Map.of(
                "x-shopify-topic", List.of("orders/create"),
                "X-Shopify-Event-Id", List.of("98880550"),
                "X-Shopify-Triggered-At", List.of("2023-03-29T18:00:27.877041743Z"));
        DeclaredEvent event = read("shopify", headers, "{}".getBytes(UTF_8));
        assertThat(event.eventType()).isEqualTo("orders/create");
        assertThat(event.eventId()).contains("98880550");
        assertThat(event.eventTime()).contains(Instant.parse("2023-03-29T18:00:27.877041743Z"));
        assertThat(vendor("shopify").headers())
                .containsExactlyInAnyOrder("X-Shopify-Topic", "X-Shopify-Event-Id", "X-Shopify-Triggered-At");
    }

    private static DeclaredEvent read(String name, Map<String, List<String>> headers, byte[] body) {
        return (DeclaredEvent)
                vendor(name).read(new WebhookRequest(Headers.of(headers), body)).orElseThrow();
    }
}
