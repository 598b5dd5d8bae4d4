package dev.vendorhooks.camel;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire, and what the exchange says afterwards. */
class SendingTest {

    private static final String JSON = "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":{\"name\":\"Zoë\"}}";

    @RegisterExtension
    private final WireMockExtension receiver = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void startContext() {
        context.start();
        receiver.stubFor(post("/hook").willReturn(ok()));
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @ParameterizedTest
    @MethodSource
    void sendsWhatABodyIsAsJson(Object body, String json) {
        Exchange exchange = send("", message -> message.getMessage().setBody(body));

        assertThat(exchange.getException()).isNull();
        LoggedRequest request = received();
        assertThat(request.getBodyAsString()).isEqualTo(json);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("X-Webhook-Signature"))
                .isEqualTo(Signer.hex(WebhookServer.SECRET, "", request.getBody()));
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
    }

    static Stream<Object[]> sendsWhatABodyIsAsJson() throws Exception {
        return Stream.of(
                new Object[] {JSON, JSON},
                new Object[] {JSON.getBytes(UTF_8), JSON},
                new Object[] {new ByteArrayInputStream(JSON.getBytes(UTF_8)), JSON},
                new Object[] {new ObjectMapper().readTree(JSON), JSON},
                new Object[] {Map.of("id", "evt_1"), "{\"id\":\"evt_1\"}"},
                new Object[] {" { \"a\" : 1.0 } \n", " { \"a\" : 1.0 } \n"});
    }

    private Exchange send(String options, Consumer<Exchange> message) {
        String uri = "vendorhook:generic?secret=" + WebhookServer.SECRET + "&url=" + receiver.url("/hook") + options;
        return context.createProducerTemplate().send(uri, exchange -> message.accept(exchange));
    }

    private LoggedRequest received() {
        List<LoggedRequest> requests = receiver.findAll(postRequestedFor(urlEqualTo("/hook")));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
