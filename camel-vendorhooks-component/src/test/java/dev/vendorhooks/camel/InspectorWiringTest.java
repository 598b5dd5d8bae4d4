package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The inspector of a whole application, over HTTP on both sides. */
class InspectorWiringTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "p4ssw0rd-of-the-inspector";
    private static final byte[] BODY = Bodies.userCreated("evt_1");

    private WebhookServer server;
    private VendorhookComponent component;

    @BeforeEach
    void enable() throws Exception {
        server = new WebhookServer();
        component = server.context().getComponent("vendorhook", VendorhookComponent.class);
        component.setInspectorEnabled(true);
        component.setInspectorPort(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsReplaysAndSendsSamples() throws Exception {
        start();
        assertThat(server.postSigned(BODY, "X-Trace", "t-1").statusCode()).isEqualTo(200);
        await().until(() -> get("/api/deliveries").size() == 1);

        JsonNode listed = get("/api/deliveries").get(0);
        assertThat(listed.path("endpoint").textValue()).isEqualTo("vendorhook:generic");
        assertThat(listed.path("outcome").textValue()).isEqualTo("accepted");
        String first = listed.path("id").textValue();
        JsonNode opened = get("/api/deliveries/" + first);
        assertThat(opened.path("body").path("text").textValue()).isEqualTo(new String(BODY, UTF_8));
        assertThat(opened.path("headers").path("X-Trace").get(0).textValue()).isEqualTo("t-1");
        assertThat(opened.path("notReplayable").isNull()).isTrue();

        String replay = post("/api/deliveries/" + first + "/replay", "{}");
        String sample = post("/api/samples", "{\"path\":\"" + GENERIC + "\",\"type\":\"user.created\"}");

        await().until(() -> get("/api/deliveries").size() == 3);
        JsonNode replayed = get("/api/deliveries/" + replay);
        assertThat(replayed.path("replayOf").textValue()).isEqualTo(first);
        assertThat(replayed.path("outcome").textValue()).isEqualTo("accepted");
        assertThat(get("/api/deliveries/" + sample).path("type").textValue()).isEqualTo("user.created");
        assertThat(server.received())
                .extracting(exchange -> exchange.getMessage().getHeader(VendorhookConstants.REPLAY))
                .containsExactly(null, true, null);
        assertThat(server.received().get(1).getMessage().getBody(String.class)).isEqualTo(new String(BODY, UTF_8));
    }

    @Test
    void showsWhatIsSentAndWhatOtherJournalsHold() throws Exception {
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:generic?journal=memory&secret=" + SECRET).process(server::keep);
            }
        });

        Exchange sent = server.context()
                .createProducerTemplate()
                .send(
                        "vendorhook:generic?secret=" + SECRET + "&allowPrivateTargets=true&url=" + server.uri(GENERIC),
                        message -> message.getMessage().setBody(BODY));

        assertThat(sent.getException()).isNull();
        await().until(() -> get("/api/deliveries").findValuesAsText("direction").size() == 2);
        assertThat(get("/api/deliveries").findValuesAsText("direction")).containsExactlyInAnyOrder("sent", "received");
    }

    @Test
    void endsWithTheContext() throws Exception {
        start();
        URI page = URI.create(inspector() + "/");
        assertThat(WebhookServer.send(HttpRequest.newBuilder(page)).statusCode())
                .isEqualTo(200);

        server.context().stop();

        assertThat(component.inspectorPort()).isEmpty();
        assertThatThrownBy(() -> WebhookServer.send(HttpRequest.newBuilder(page)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void startsNothingThatAnybodyCouldReach() {
        component.setInspectorHost("0.0.0.0");

        assertThatThrownBy(this::start)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The inspector would show deliveries to anybody who can reach 0.0.0.0:0."
                        + " Set inspectorUser and userPassword, or inspectorHost=localhost.");
        assertThat(server.context().isStarted()).isFalse();
        assertThat(component.inspectorPort()).isEmpty();
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            component.setInspectorPort(taken.getLocalPort());

            assertThatThrownBy(this::start)
                    .hasStackTraceContaining("The inspector cannot listen on localhost:" + taken.getLocalPort())
                    .hasStackTraceContaining("Set inspectorPort to a port that is free, or to 0 for any.");
            assertThat(server.context().isStarted()).isFalse();
        }
    }

    @Test
    void hasAPasswordOfANameThatCamelMasks() {
        assertThat(SensitiveUtils.containsSensitive("camel.component.vendorhook.userPassword"))
                .isTrue();
        assertThat(SensitiveUtils.containsSensitive("camel.component.vendorhook.inspectorPassword"))
                .isFalse();
    }

    @Test
    void showsItsPasswordNowhere() throws Exception {
        component.setInspectorUser("operator");
        component.setUserPassword(PASSWORD);
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Level before = root.getLevel();
        root.setLevel(Level.DEBUG);
        try (LogCapture log = new LogCapture("ROOT")) {
            start();
            String login = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(UTF_8));
            HttpRequest.Builder list = HttpRequest.newBuilder(URI.create(inspector() + "/api/deliveries"));
            assertThat(WebhookServer.send(list).statusCode()).isEqualTo(401);
            assertThat(WebhookServer.send(list, "Authorization", "Basic " + login)
                            .statusCode())
                    .isEqualTo(200);

            assertThat(component.toString()).doesNotContain(PASSWORD);
            assertThat(server.context().getEndpoints()).isNotEmpty().allSatisfy(endpoint -> assertThat(
                            endpoint + endpoint.getEndpointUri())
                    .doesNotContain(PASSWORD));
            assertThat(managed()).contains("vendorhook").doesNotContain(PASSWORD, login);
            server.context().stop();
            assertThat(log.everything()).contains("The inspector is at").doesNotContain(PASSWORD, login);
        } finally {
            root.setLevel(before);
        }
    }

    private void start() throws Exception {
        server.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:generic?secret=" + SECRET).process(server::keep);
            }
        });
    }

    private String inspector() {
        return "http://localhost:" + component.inspectorPort().getAsInt();
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = WebhookServer.send(HttpRequest.newBuilder(URI.create(inspector() + path)));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Acts as the page does, and returns the entry's id. */
    private String post(String path, String json) throws Exception {
        HttpResponse<String> answer = WebhookServer.send(
                HttpRequest.newBuilder(URI.create(inspector() + path)).POST(BodyPublishers.ofString(json)),
                "Origin",
                inspector(),
                "Content-Type",
                "application/json",
                "X-Vendorhook-Token",
                get("/api/token").path("token").textValue());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("id").textValue();
    }

    /** All that JMX shows of Camel. */
    private static String managed() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            text.append(name).append('\n');
            for (var attribute : beans.getMBeanInfo(name).getAttributes()) {
                beans.getAttributes(name, new String[] {attribute.getName()})
                        .forEach(value -> text.append(value).append('\n'));
            }
        }
        return text.toString();
    }
}
