package dev.vendorhooks.camel;

import static dev.vendorhooks.camel.WebhookServer.GENERIC;
import static dev.vendorhooks.camel.WebhookServer.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

class DevConsoleTest {

    private static final byte[] BODY = Bodies.userCreated("evt_1");

    @Test
    void showsWhatWasReceivedAndSent() throws Exception {
        try (WebhookServer server = WebhookServer.receiving("vendorhook:generic?secret=" + SECRET)) {
            DevConsole console = console(server);
            server.postSigned(BODY);
            server.postSigned(BODY);
            byte[] changed = (new String(BODY, UTF_8) + "\n").getBytes(UTF_8);
            server.post(GENERIC, changed, "X-Webhook-Signature", Signer.hex(SECRET, "", BODY));
            server.context()
                    .createFluentProducerTemplate()
                    .to("vendorhook:generic?secret=" + SECRET + "&url=" + server.uri(GENERIC) + "?token=hidden")
                    .withBody(Bodies.userCreated("evt_2"))
                    .request();
            await().until(() -> json(console).at("/consumers/0/found").size() == 1);

            JsonNode shown = json(console);
            JsonNode consumer = shown.at("/consumers/0");
            assertThat(consumer.path("endpoint").asText()).isEqualTo("vendorhook:generic");
            assertThat(consumer.path("path").asText()).isEqualTo(GENERIC);
            assertThat(consumer.path("route").asText()).isEqualTo("receiving");
            assertThat(consumer.path("state").asText()).isEqualTo("Started");
            assertThat(consumer.path("inFlight").asInt()).isZero();
            assertThat(consumer.path("received").toString())
                    .isEqualTo("{\"accepted\":2,\"duplicate\":1,\"refused\":1}");
            assertThat(consumer.path("refused").toString()).isEqualTo("{\"mismatch\":1}");
            assertThat(consumer.path("found").toString()).isEqualTo("{\"body_line_break\":1}");
            assertThat(consumer.path("latestFinding").asText())
                    .contains("Z body_line_break: the signature fits the body without a line break at the end");
            assertThat(consumer.at("/secrets/0").asText())
                    .startsWith("1: current, since ")
                    .contains("signed 3");
            assertThat(shown.at("/senders/0").toString())
                    .isEqualTo("{\"endpoint\":\"vendorhook:generic\",\"host\":\""
                            + server.uri(GENERIC).getAuthority() + "\",\"attempts\":{\"delivered\":1}}");

            String text = (String) console.call(MediaType.TEXT);
            assertThat(text)
                    .contains("path: /webhooks/generic", "received: accepted 2  duplicate 1  refused 1", "1: current");
            assertThat(text + shown).doesNotContain(SECRET, "hidden");
        }
    }

    @Test
    void showsNothingWhereThereAreNoEndpoints() throws Exception {
        try (WebhookServer server = new WebhookServer()) {
            assertThat(json(console(server)).toString()).isEqualTo("{\"consumers\":[],\"senders\":[]}");
        }
    }

    private static DevConsole console(WebhookServer server) {
        return PluginHelper.getDevConsoleResolver(server.context()).resolveDevConsole("vendorhook");
    }

    private static JsonNode json(DevConsole console) throws Exception {
        return new ObjectMapper().readTree(((JsonObject) console.call(MediaType.JSON)).toJson());
    }
}
