package dev.vendorhooks.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.test.Canary;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.TestPropertySource;

/** What the actuator tells of the example, with Camel's consoles, and with all else that it has but the heap. */
@TestPropertySource("classpath:console.properties")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=*",
            "management.endpoints.web.exposure.exclude=heapdump",
            "KAEDIM_SECRET=kaedim-" + Canary.WORD,
            "VNTANA_SECRET=vntana-" + Canary.WORD,
            "MAKINI_SECRET=makini-" + Canary.WORD,
            "GLOSSI_SECRET=" + ActuatorTest.GLOSSI_SECRET,
            "GENERIC_SECRET=generic-" + Canary.WORD
        })
class ActuatorTest {

    static final String GLOSSI_SECRET = "glossi-" + Canary.WORD;

    /** Prints the URIs of endpoints as they are. */
    private static final String CONSOLE_OF_ENDPOINTS = "/actuator/camel/endpoint";

    @Autowired
    private TestRestTemplate http;

    @Test
    void showsTheHealthOfCamel() {
        ResponseEntity<JsonNode> health = http.getForEntity("/actuator/health", JsonNode.class);

        assertThat(health.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(health.getBody().at("/components/camelHealth/status").asText())
                .isEqualTo("UP");
        assertThat(health.getBody().toString()).doesNotContain(Canary.WORD);
    }

    @Test
    void countsWhatIsReceived() {
        int accepted = received("outcome:accepted");
        int refused = received("reason:mismatch");

        assertThat(deliver(Samples.glossi("model.processed"), GLOSSI_SECRET)).isEqualTo(HttpStatus.OK);
        assertThat(deliver(Samples.glossi("model.processed"), "guessed")).isEqualTo(HttpStatus.UNAUTHORIZED);

        assertThat(received("outcome:accepted")).isEqualTo(accepted + 1);
        assertThat(received("reason:mismatch")).isEqualTo(refused + 1);
    }

    @Test
    void showsTheDevConsole() {
        ResponseEntity<String> console = http.getForEntity("/actuator/camel/vendorhook", String.class);

        assertThat(console.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(console.getBody())
                .contains("\"consumers\"", "/webhooks/glossi")
                .doesNotContain(Canary.WORD);
    }

    @Test
    void isReadyWithEachEndpoint() {
        assertThat(http.getForObject("/actuator/health", String.class))
                .contains("\"vendorhook:/webhooks/glossi\":\"UP\"");
    }

    @Test
    void hidesSecrets() {
        deliver(Samples.glossi("model.processed"), GLOSSI_SECRET);
        List<String> pages = new ArrayList<>();
        JsonNode links = http.getForObject("/actuator", JsonNode.class).path("_links");
        for (JsonNode link : links) {
            if (!link.path("templated").asBoolean()) {
                pages.add(URI.create(link.path("href").asText()).getPath());
            }
        }
        http.getForObject("/actuator/camel", JsonNode.class)
                .fieldNames()
                .forEachRemaining(console -> pages.add("/actuator/camel/" + console));
        http.getForObject("/actuator/metrics", JsonNode.class)
                .path("names")
                .forEach(meter -> pages.add("/actuator/metrics/" + meter.asText()));
        pages.addAll(List.of("/actuator/env/GLOSSI_SECRET", "/actuator/env/glossi.secret"));

        Canary canary = new Canary(List.of(Canary.WORD));
        Map<String, String> forms = new TreeMap<>();
        for (String page : pages) {
            String text = http.getForEntity(page, String.class).toString();
            canary.formIn(text).ifPresent(form -> forms.put(page, form));
        }

        assertThat(pages).contains("/actuator/env", "/actuator/configprops", "/actuator/metrics/vendorhook.received");
        assertThat(forms.keySet())
                .as("what shows a secret, and in which form: %s", forms)
                .containsExactly(CONSOLE_OF_ENDPOINTS);
    }

    private int received(String tag) {
        return http.getForObject("/actuator/metrics/vendorhook.received?tag=vendor:glossi&tag=" + tag, JsonNode.class)
                .at("/measurements/0/value")
                .asInt();
    }

    private HttpStatus deliver(String json, String secret) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        VendorSignature.GLOSSI
                .headers(secret, json.getBytes(UTF_8), Instant.now())
                .forEach(headers::add);
        return (HttpStatus)
                http.postForEntity("/webhooks/glossi", new HttpEntity<>(json.getBytes(UTF_8), headers), byte[].class)
                        .getStatusCode();
    }
}
