package dev.vendorhooks.examples.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.vendorhooks.camel.VendorhookComponent;
import dev.vendorhooks.camel.VendorhookEndpoint;
import dev.vendorhooks.examples.quickstart.Signer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts Camel Main with the properties that documents show; the build sets the environment variables they name. */
class DocumentedPropertiesTest {

    private static final String PASSWORD = System.getenv("TRUST_STORE_PASSWORD");

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void propertiesOfTheSetUpReceiveWithTheSecretOfTheEnvironment() throws Exception {
        start("receiving.properties", "{{glossi.secret}}");

        assertThat(post("secret-of-the-environment", "1")).isEqualTo(200);
        assertThat(post("another", "2")).isEqualTo(401);
    }

    @Test
    void propertiesOfARotationAcceptBothSecrets() throws Exception {
        start("rotation.properties", "{{glossi.secrets}}");

        assertThat(post("new", "1")).isEqualTo(200);
        assertThat(post("old", "2")).isEqualTo(200);
        assertThat(post("another", "3")).isEqualTo(401);
    }

    @Test
    void propertiesOfTheComponentReachTheEndpoint() throws Exception {
        start("component.properties", "any");

        VendorhookEndpoint endpoint = (VendorhookEndpoint)
                main.getCamelContext().getRoute("receiving").getEndpoint();
        assertThat(endpoint.getConfiguration().getTimestampTolerance()).isEqualTo(600_000);
        assertThat(endpoint.getConfiguration().getMaxBodySize()).isEqualTo(262_144);
    }

    @Test
    void propertiesOfTheConsoleShowItOnTheManagementPort() throws Exception {
        main.addOverrideProperty("camel.management.host", "127.0.0.1");
        main.addOverrideProperty("camel.management.port", "0");
        start("console.properties", "any");

        List<String> consoles = new ArrayList<>();
        for (VertxPlatformHttpServer server : main.getCamelContext().hasServices(VertxPlatformHttpServer.class)) {
            URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/q/dev/vendorhook");
            HttpResponse<String> console =
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            if (console.statusCode() == 200) {
                consoles.add(console.body());
            }
        }
        assertThat(consoles).singleElement().asString().contains("vendorhook:glossi", "/webhooks/glossi");
    }

    @Test
    void propertiesOfTheInspectorShowIt() throws Exception {
        main.addOverrideProperty("camel.component.vendorhook.inspectorPort", "0");
        start("inspector.properties", "any");

        assertThat(inspect()).isEqualTo(200);
    }

    @Test
    void propertiesOfTheInspectorLetInWithThePasswordOfTheEnvironment() throws Exception {
        main.addOverrideProperty("camel.component.vendorhook.inspectorPort", "0");
        start("inspector-login.properties", "any");

        String login = "operator:" + System.getenv("INSPECTOR_PASSWORD");
        assertThat(inspect()).isEqualTo(401);
        assertThat(inspect(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(200);
    }

    @Test
    void propertiesOfTlsTrustTheReceiversOwnCertificate() throws Exception {
        String keys = System.getenv("TRUST_STORE");
        makeKeys(Path.of(keys));
        WireMockServer receiver = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .bindAddress("127.0.0.1")
                .keystoreType("PKCS12")
                .keystorePath(keys)
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        receiver.start();
        try {
            receiver.stubFor(WireMock.post("/hook").willReturn(ok()));
            main.setDefaultPropertyPlaceholderLocation("classpath:sending/tls.properties");
            main.start();

            Exchange exchange = main.getCamelTemplate()
                    .send(
                            "vendorhook:generic?secret=test&url=https://localhost:" + receiver.httpsPort() + "/hook",
                            message -> message.getMessage().setBody("{}"));

            assertThat(exchange.getException()).isNull();
            assertThat(receiver.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/hook"))))
                    .extracting(LoggedRequest::getProtocol)
                    .containsExactly("HTTP/2.0");
        } finally {
            receiver.stop();
        }
    }

    private static void makeKeys(Path file) throws Exception {
        Files.deleteIfExists(file);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private void start(String file, String secret) throws Exception {
        main.setDefaultPropertyPlaceholderLocation("classpath:docs/" + file);
        main.addOverrideProperty("camel.server.enabled", "true");
        main.addOverrideProperty("camel.server.host", "127.0.0.1");
        main.addOverrideProperty("camel.server.port", "0");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:glossi?secret=" + secret)
                        .routeId("receiving")
                        .log("${header.CamelVendorhookEventType}");
            }
        });
        main.start();
    }

    private int inspect(String... headers) throws Exception {
        int port = main.getCamelContext()
                .getComponent("vendorhook", VendorhookComponent.class)
                .inspectorPort()
                .orElseThrow();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/deliveries"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private int post(String secret, String modelId) throws Exception {
        String body = "{\"event\":\"model.processed\",\"data\":{\"modelId\":\"" + modelId + "\"}}";
        int port =
                main.getCamelContext().hasService(VertxPlatformHttpServer.class).getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/glossi"))
                .header("Content-Type", "application/json")
                .header("X-Glossi-Signature", Signer.hex(secret, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
