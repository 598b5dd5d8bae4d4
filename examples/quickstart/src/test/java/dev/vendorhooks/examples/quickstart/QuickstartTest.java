package dev.vendorhooks.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml"})
    void printsALineForTheEventOfEachVendor(String routes) throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(Map.of(), routes)) {
            String kaedim = "{\"results\":{\"type\":\"generation\",\"status\":\"completed\",\"requestID\":\"r-1\","
                    + "\"iterationID\":2}}";
            String second = String.valueOf(Instant.now().getEpochSecond());
            assertThat(post(
                            quickstart,
                            "kaedim",
                            kaedim,
                            "kaedim-signature",
                            "{\"t\":" + second + ",\"v1\":\"" + Signer.hex("kaedim-demo", second + kaedim) + "\"}"))
                    .isEqualTo(200);
            assertThat(quickstart.awaitOutput("| kaedim |"))
                    .endsWith("| generation.completed | r-1/2/generation/completed | requestID=r-1 status=completed");

            String vntana = "{\"event\":\"product.completed\",\"product\":{\"uuid\":\"p-1\",\"status\":\"DRAFT\"}}";
            String time = Instant.now().toString();
            assertThat(post(
                            quickstart,
                            "vntana",
                            vntana,
                            "X-TIMESTAMP",
                            time,
                            "X-VNTANA-SIGNATURE",
                            Signer.hex("vntana-demo", time + "#" + vntana)))
                    .isEqualTo(200);
            assertThat(quickstart.awaitOutput("| vntana |"))
                    .endsWith("| product.completed | product.completed/p-1/" + time + " | uuid=p-1 status=DRAFT");

            String makini = "{\"event\":\"assets.updated\",\"body\":[\"a-1\",\"a-2\"]}";
            assertThat(post(quickstart, "makini", makini, "X-Webhook-Signature", Signer.hex("makini-demo", makini)))
                    .isEqualTo(200);
            assertThat(quickstart.awaitOutput("| makini |"))
                    .endsWith("| assets.updated | no id | body=[\"a-1\",\"a-2\"]");

            String glossi = "{\"event\":\"model.processed\",\"timestamp\":\"2026-01-15T10:30:00.000Z\","
                    + "\"data\":{\"modelId\":\"m-1\",\"status\":\"READY\"}}";
            assertThat(post(quickstart, "glossi", glossi, "X-Glossi-Signature", Signer.hex("glossi-demo", glossi)))
                    .isEqualTo(200);
            assertThat(quickstart.awaitOutput("| glossi |"))
                    .endsWith("| model.processed | model.processed/m-1/2026-01-15T10:30:00.000Z"
                            + " | modelId=m-1 status=READY");

            String generic = "{\"id\":\"evt_1\",\"type\":\"user.created\",\"data\":{\"id\":\"user_1\"}}";
            assertThat(post(quickstart, "generic", generic, "X-Webhook-Signature", Signer.hex("generic-demo", generic)))
                    .isEqualTo(200);
            assertThat(quickstart.awaitOutput("| generic |"))
                    .matches("\\d\\d:\\d\\d:\\d\\d \\| generic \\| user.created \\| evt_1 \\| id=user_1");

            assertThat(quickstart.output()).hasSize(5);
            assertThat(quickstart.errors()).containsExactly(quickstart.start());
        }
    }

    @Test
    void warnsOfARefusedRequestAndPrintsNothing() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(Map.of())) {
            String body = "{\"event\":\"model.processed\"}";

            assertThat(post(quickstart, "glossi", body, "X-Glossi-Signature", Signer.hex("another", body)))
                    .isEqualTo(401);

            assertThat(quickstart.awaitError("WARN")).contains("vendorhook:glossi refused a request (401 MISMATCH): ");
            assertThat(quickstart.output()).isEmpty();
        }
    }

    @Test
    void showsWhatArrivesInTheInspector() throws Exception {
        try (QuickstartProcess quickstart =
                QuickstartProcess.start(Map.of("INSPECTOR", "true", "INSPECTOR_PORT", "0"))) {
            String url = quickstart.awaitError("The inspector is at ").replaceAll(".*(http://localhost:\\d+/).*", "$1");
            String body = "{\"event\":\"model.processed\",\"data\":{\"modelId\":\"m-1\"}}";

            assertThat(post(quickstart, "glossi", body, "X-Glossi-Signature", Signer.hex("glossi-demo", body)))
                    .isEqualTo(200);

            HttpRequest list =
                    HttpRequest.newBuilder(URI.create(url + "api/deliveries")).build();
            await().until(
                            () -> CLIENT.send(list, BodyHandlers.ofString()).body(),
                            shown -> shown.contains("\"type\":\"model.processed\""));
        }
    }

    @Test
    void namesOnlyTheSecretsThatAreNotSet() throws Exception {
        try (QuickstartProcess quickstart = QuickstartProcess.start(
                Map.of("GLOSSI_SECRET", "mine", "KAEDIM_SECRET", "mine too", "VNTANA_SECRET", "x"))) {
            assertThat(quickstart.start())
                    .endsWith(" with demo secrets MAKINI_SECRET=makini-demo GENERIC_SECRET=generic-demo");

            String body = "{\"event\":\"model.processed\"}";
            assertThat(post(quickstart, "glossi", body, "X-Glossi-Signature", Signer.hex("mine", body)))
                    .isEqualTo(200);
        }
    }

    @Test
    void endsWithAHintWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThatThrownBy(() -> QuickstartProcess.start(Map.of("PORT", port)))
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + port)
                    .hasMessageContaining("Set PORT to choose another port.");
        }
    }

    private static int post(QuickstartProcess quickstart, String vendor, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + quickstart.port() + "/webhooks/" + vendor))
                .header("Content-Type", "application/json")
                .headers(headers)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }
}
