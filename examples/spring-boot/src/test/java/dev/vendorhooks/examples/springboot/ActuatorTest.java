package dev.vendorhooks.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vendorhooks.test.Samples;
import dev.vendorhooks.test.VendorSignature;
import java.time.Instant;
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

/** What the actuator tells of the example, as it is configured. */
@TestPropertySource("classpath:console.properties")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ActuatorTest {

    @Autowired
    private TestRestTemplate http;

    @Test
    void showsTheHealthOfCamel() {
        ResponseEntity<JsonNode> health = http.getForEntity("/actuator/health", JsonNode.class);

        assertThat(health.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(health.getBody().at("/components/camelHealth/status").asText())
                .isEqualTo("UP");
        assertThat(health.getBody().toString()).doesNotContain("-demo");
    }

    @Test
    void countsWhatIsReceived() {
        int accepted = received("outcome:accepted");
        int refused = received("reason:mismatch");

        assertThat(deliver(Samples.glossi("model.processed"), "glossi-demo")).isEqualTo(HttpStatus.OK);
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
                .doesNotContain("-demo");
    }

    @Test
    void isReadyWithEachEndpoint() {
        assertThat(http.getForObject("/actuator/health", String.class))
                .contains("\"vendorhook:/webhooks/glossi\":\"UP\"");
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
