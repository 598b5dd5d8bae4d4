package dev.vendorhooks.register;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vendorhooks.event.EventJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRegistrationTest {

    private static final String URL = "https://hooks.example/webhooks/glossi";

    @Test
    void readsTheMembersOfARoute() {
        Map<String, Object> members = new HashMap<>(Map.of(
                "id", 7,
                "url", URL,
                "events", " model.failed, ,job.failed",
                "enabled", "false",
                "name", "renders",
                "description", "for the shop",
                "secret", "s3cret",
                "clients", List.of("a")));
        members.put("email", null);

        assertThat(WebhookRegistration.of(members))
                .isEqualTo(new WebhookRegistration(
                        "7",
                        URL,
                        List.of("model.failed", "job.failed"),
                        false,
                        "renders",
                        "for the shop",
                        SecretText.of("s3cret"),
                        Map.of("clients", List.of("a"))));
    }

    @Test
    void readsAListOfEventsAndAWrappedSecret() {
        WebhookRegistration webhook = WebhookRegistration.of(
                Map.of("events", List.of("model.failed"), "enabled", true, "secret", SecretText.of("s3cret")));

        assertThat(webhook.events()).containsExactly("model.failed");
        assertThat(webhook.enabled()).isTrue();
        assertThat(webhook.secret().reveal()).isEqualTo("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "url", "events", "enabled", "name", "description", "secret"})
    void namesTheMemberOfAnotherTypeAndNotItsValue(String member) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookRegistration.of(Map.of(member, Map.of("hidden", "hidden"))))
                .withMessageStartingWith("'" + member + "' of a webhook must be ")
                .withMessageNotContaining("hidden");
    }

    @Test
    void refusesAListThatHoldsMoreThanNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookRegistration.of(Map.of("events", Arrays.asList("model.failed", null))))
                .withMessage("'events' of a webhook must be a list of names, or names with commas");
    }

    @Test
    void isEnabledUnlessItSaysOtherwise() {
        assertThat(WebhookRegistration.to(URL).isEnabled()).isTrue();
        assertThat(WebhookRegistration.of(Map.of("enabled", true)).isEnabled()).isTrue();
        assertThat(WebhookRegistration.of(Map.of("enabled", false)).isEnabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a/b", "a?b", "a b", "%2e"})
    void takesNoIdThatCouldBeAnotherPath(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookRegistration.to(URL).withId(id).requiredId())
                .withMessage(
                        "The webhook's id is missing or not one. Set the header CamelVendorhookWebhookId, or 'id' in"
                                + " the body.");
    }

    @Test
    void asksForWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookRegistration.to(URL).requiredId())
                .withMessageContaining("CamelVendorhookWebhookId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebhookRegistration.to(" ").requiredUrl())
                .withMessage("'url' of the webhook is missing: where the vendor is to deliver to");
        assertThat(WebhookRegistration.to(URL).withId("hook_1.a-~").requiredId())
                .isEqualTo("hook_1.a-~");
        assertThat(WebhookRegistration.to(URL).requiredUrl()).isEqualTo(URL);
    }

    @Test
    void showsDetailsAndNoSecret() {
        WebhookRegistration webhook = WebhookRegistration.of(
                Map.of("id", "1", "secret", "s3cret", "jwt", SecretText.of("eyJhbGciOi"), "failureCount", 3));

        assertThat(new String(EventJson.write(webhook), UTF_8))
                .contains("\"failureCount\":3", "\"jwt\":\"[redacted]\"", "\"secret\":\"[redacted]\"")
                .doesNotContain("s3cret", "eyJhbGciOi", "details", "null");
        assertThat(webhook.toString()).contains("failureCount=3").doesNotContain("s3cret", "eyJhbGciOi");
    }
}
