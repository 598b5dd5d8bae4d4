package dev.vendorhooks.examples.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.examples.docs.Documents.Block;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends what the document on sending shows, and computes the signatures as it says. */
class WireExamplesTest {

    private static final Instant TIME = Instant.parse("2026-01-15T10:30:00Z");
    private static final Pattern SECRET = Pattern.compile("-hmac ((\\w+)-demo)");

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    /**
     * A request as the document shows it.
     *
     * @param check the commands below it, which compute the signature
     */
    record Example(String vendor, String secret, String head, String body, String check) {

        @Override
        public String toString() {
            return vendor;
        }
    }

    static List<Example> examples() {
        List<Block> blocks = Documents.blocks(Documents.ROOT.resolve("docs/sending.md"));
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).text().startsWith("POST ")) {
                String[] parts = blocks.get(i).text().split("\n\n", 2);
                String check = blocks.get(i + 1).text();
                Matcher secret = SECRET.matcher(check);
                assertThat(secret.find()).as(blocks.get(i + 1).toString()).isTrue();
                examples.add(new Example(secret.group(2), secret.group(1), parts[0], parts[1], check));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void sendsTheRequestShown(Example example) {
        receiver.stubFor(post("/hook").willReturn(ok()));
        context.getComponent("vendorhook", VendorhookComponent.class).setClock(Clock.fixed(TIME, ZoneOffset.UTC));
        context.start();

        context.createProducerTemplate()
                .sendBody(
                        "vendorhook:" + example.vendor() + "?secret=" + example.secret() + "&url="
                                + receiver.url("/hook"),
                        example.body());

        LoggedRequest request =
                receiver.findAll(postRequestedFor(urlEqualTo("/hook"))).get(0);
        assertThat(request.getBodyAsString()).isEqualTo(example.body());
        assertThat(example.head().lines().skip(1)).allSatisfy(line -> {
            String[] header = line.split(": ", 2);
            assertThat(request.getHeader(header[0])).isEqualTo(header[1]);
        });
        assertThat(request.getAllHeaderKeys())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("Host", "Content-Length", "Connection", "User-Agent"),
                                example.head().lines().skip(1).map(line -> line.split(": ", 2)[0]))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void computesTheSignatureShown(Example example) throws IOException, InterruptedException {
        assumeTrue(CommandsTest.isThere("bash") && CommandsTest.isThere("openssl"), "bash and openssl are needed");
        Process bash = new ProcessBuilder("bash", "-c", example.check()).start();
        String signature = new String(bash.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(signature).hasSize(64);
        assertThat(example.head()).contains(signature);
        assertThat(example.check()).startsWith("BODY='" + example.body() + "'\n");
    }

    @Test
    void showsEachVendor() {
        assertThat(examples())
                .extracting(Example::vendor)
                .containsExactlyInAnyOrder("kaedim", "vntana", "makini", "glossi", "generic");
    }
}
