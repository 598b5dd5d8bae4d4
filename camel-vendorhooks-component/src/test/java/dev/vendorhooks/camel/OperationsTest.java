package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.vendorhooks.event.EventJson;
import dev.vendorhooks.register.ApiException;
import dev.vendorhooks.register.EventDescription;
import dev.vendorhooks.register.WebhookRegistration;
import dev.vendorhooks.send.DeliveryRecord;
import dev.vendorhooks.test.SimulatedWebhook;
import dev.vendorhooks.test.VendorSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that call the vendors' APIs. */
class OperationsTest {

    @RegisterExtension
    static final VendorSimulator VNTANA = VendorSimulator.vntana();

    @RegisterExtension
    static final VendorSimulator GLOSSI = VendorSimulator.glossi();

    @RegisterExtension
    static final VendorSimulator GENERIC = VendorSimulator.generic();

    @RegisterExtension
    static final VendorSimulator KAEDIM = VendorSimulator.kaedim();

    private static final String URL = "https://hooks.example.com/in";

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void startContext() {
        context.start();
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @Test
    void listsTheEventsOfVntana() {
        assertThat(call(VNTANA, "listEvents", null, null))
                .asInstanceOf(LIST)
                .extracting(event -> ((EventDescription) event).name())
                .contains("product.added", "user.revoked");
    }

    @Test
    void createsReadsChangesAndDeletesWebhooksOfVntana() {
        WebhookRegistration created = (WebhookRegistration) call(
                VNTANA,
                "createWebhook",
                Map.of("url", URL, "events", "product.added, product.failed", "name", "Mine", "clients", List.of("a")),
                null);
        assertThat(created.secret().reveal()).isEqualTo(VNTANA.webhook().secret());
        assertThat(created.events()).containsExactlyInAnyOrder("product.added", "product.failed");
        assertThat(created.details()).containsEntry("clients", List.of("a"));

        assertThat(call(VNTANA, "getWebhook", null, created.id())).isEqualTo(created);
        assertThat(call(VNTANA, "listWebhooks", null, null)).isEqualTo(List.of(created));

        WebhookRegistration changed =
                (WebhookRegistration) call(VNTANA, "updateWebhook", Map.of("id", created.id(), "enabled", false), null);
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.name()).isEqualTo("Mine");
        assertThat(VNTANA.webhook().enabled()).isFalse();

        WebhookRegistration rotated = (WebhookRegistration) call(VNTANA, "rotateSecret", changed, null);
        assertThat(rotated.secret()).isNotEqualTo(created.secret());

        assertThat(call(VNTANA, "deleteWebhook", "ignored", created.id())).isNull();
        assertThat(VNTANA.webhooks()).isEmpty();
    }

    @Test
    void putsReadsAndDeletesTheWebhookOfGlossi() {
        assertThat(call(GLOSSI, "getWebhook", null, null)).isNull();

        WebhookRegistration put = (WebhookRegistration)
                call(GLOSSI, "putWebhook", WebhookRegistration.to(URL).withEvents(List.of("job.failed")), null);
        assertThat(put.secret().reveal()).isEqualTo(GLOSSI.webhook().secret());
        WebhookRegistration read = (WebhookRegistration) call(GLOSSI, "getWebhook", null, null);
        assertThat(read.url()).isEqualTo(URL);
        assertThat(read.secret()).isNull();

        call(GLOSSI, "deleteWebhook", null, null);
        assertThat(GLOSSI.webhooks()).isEmpty();
    }

    @Test
    void createsAWebhookOfTheGenericVendorAndListsItsDeliveries() {
        WebhookRegistration created = (WebhookRegistration) call(
                GENERIC,
                "createWebhook",
                Map.of("url", URL, "events", List.of("user.created"), "secret", "chosen"),
                null);
        assertThat(GENERIC.webhook().secret()).isEqualTo("chosen");
        GENERIC.recordDelivery(
                created.id(),
                new dev.vendorhooks.test.DeliveryRecord("evt_1", 1, 200, null, Instant.parse("2026-01-15T12:30:00Z")));

        assertThat(call(GENERIC, "listDeliveries", null, created.id()))
                .isEqualTo(
                        List.of(new DeliveryRecord("del_1", "evt_1", "success", 200, 1, "2026-01-15T12:30:00Z", null)));

        call(GENERIC, "sendTest", null, created.id());
        assertThat(GENERIC.tests()).hasSize(1);
    }

    @Test
    void registersAWebhookOfKaedim() {
        call(KAEDIM, "registerWebhook", Map.of("url", URL), null);

        assertThat(KAEDIM.webhook().url()).isEqualTo(URL);
    }

    @Test
    void takesTheIdOfTheHeaderBeforeThatOfTheBody() {
        String id = VNTANA.add(SimulatedWebhook.to(URL)).id();

        assertThat(((WebhookRegistration) call(VNTANA, "getWebhook", Map.of("id", "another"), id)).id())
                .isEqualTo(id);
    }

    @Test
    void showsNoSecretAsTextOrJson() throws Exception {
        WebhookRegistration created = (WebhookRegistration)
                call(VNTANA, "createWebhook", Map.of("url", URL, "events", List.of("product.added")), null);
        String secret = VNTANA.webhook().secret();
        String json = new String(EventJson.write(created), StandardCharsets.UTF_8);

        assertThat(created.toString()).contains("secret=[redacted]").doesNotContain(secret);
        assertThat(json)
                .contains("\"secret\":\"[redacted]\"")
                .contains("\"userEmail\"")
                .doesNotContain(secret);
    }

    @Test
    void tellsTheVendorsCodeAndText() {
        GENERIC.nextCall()
                .answerJson(
                        422,
                        "{\"error\":{\"code\":\"bad_url\",\"message\":\"The URL of " + GENERIC.apiKey()
                                + " is down\",\"details\":{\"key\":\"x\"}}}");

        assertThatThrownBy(() -> call(GENERIC, "createWebhook", Map.of("url", URL, "events", List.of("a.b")), null))
                .cause()
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.getStatus()).contains(422);
                    assertThat(e.getCode()).contains("bad_url");
                })
                .message()
                .startsWith("POST /v1/webhooks at 127.0.0.1")
                .endsWith(" failed: 422 bad_url: The URL of [redacted] is down");
    }

    @Test
    void takesOneSessionForAllEndpointsOfAnAccount() {
        call(VNTANA, "listEvents", null, null);
        call(VNTANA, "listWebhooks", null, null);
        call(VNTANA, "listWebhooks", null, null);

        assertThat(VNTANA.wireMock().getAllServeEvents())
                .filteredOn(event -> event.getRequest().getUrl().startsWith("/v1/auth/"))
                .hasSize(2);
    }

    @Test
    void takesEachVendorsApiWhereAddressAndKeyAreTheSame() {
        String account = "&apiKey=key&apiUrl=" + GENERIC.apiUrl();

        assertThatCode(() -> {
                    context.getEndpoint("vendorhook:glossi?operation=putWebhook" + account)
                            .createProducer();
                    context.getEndpoint("vendorhook:generic?operation=listDeliveries" + account)
                            .createProducer();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void callsTheApiAfterTheComponentWasStartedAgain() {
        call(VNTANA, "listEvents", null, null);
        Component component = context.getComponent("vendorhook");
        component.stop();
        component.start();

        assertThat(call(VNTANA, "listWebhooks", null, null)).isEqualTo(List.of());
    }

    @Test
    void logsInAgainOnceTheSessionIsOver() {
        call(VNTANA, "listEvents", null, null);
        VNTANA.expireTokens();

        assertThat(call(VNTANA, "listWebhooks", null, null)).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "vntana, getWebhook, The webhook's id is missing or not one. Set the header CamelVendorhookWebhookId",
        "vntana, deleteWebhook, The webhook's id is missing or not one. Set the header CamelVendorhookWebhookId",
        "vntana, createWebhook, 'url' of the webhook is missing",
        "glossi, putWebhook, 'url' of the webhook is missing",
        "generic, listDeliveries, The webhook's id is missing or not one. Set the header CamelVendorhookWebhookId",
        "kaedim, registerWebhook, 'url' of the webhook is missing",
    })
    void saysWhatAnOperationLacks(String vendor, String operation, String problem) {
        assertThatThrownBy(() -> call(vendor(vendor), operation, null, null))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(problem);
    }

    @Test
    void refusesAnUpdateThatChangesNothing() {
        assertThatThrownBy(() -> call(VNTANA, "updateWebhook", "{\"enabled\":false}", id()))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("The body changes nothing.");
    }

    @Test
    void refusesWhatAWebhookOfVntanaDoesNotHave() {
        assertThatThrownBy(() -> call(VNTANA, "updateWebhook", Map.of("enabeld", false), id()))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .endsWith("but the body has [enabeld]");
    }

    private static String id() {
        return VNTANA.add(SimulatedWebhook.to(URL).withEvents(List.of("product.added")))
                .id();
    }

    @Test
    void takesIdsWithSignsThatAPathMayHave() {
        VNTANA.add(SimulatedWebhook.to(URL).withId("wh:1@a"));

        assertThat(((WebhookRegistration) call(VNTANA, "getWebhook", null, "wh:1@a")).url())
                .isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../auth/login", "a/b", "a?b", "a%2Fb", "a b", "..", ""})
    void keepsIdsFromChangingThePath(String id) {
        assertThatThrownBy(() -> call(VNTANA, "deleteWebhook", null, id))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("The webhook's id is missing or not one.");
        assertThat(VNTANA.wireMock().getAllServeEvents())
                .noneMatch(event -> event.getRequest().getMethod().value().equals("DELETE"));
    }

    @ParameterizedTest
    @CsvSource({
        "vntana, sendTest, 'is ''sendTest'', which vntana has not. It has listEvents, createWebhook, updateWebhook,"
                + " getWebhook, listWebhooks, deleteWebhook, rotateSecret.'",
        "glossi, listWebhooks, 'is ''listWebhooks'', which glossi has not. It has putWebhook, getWebhook, deleteWebhook.'",
        "generic, x, 'is ''x'', which generic has not. It has createWebhook, listDeliveries, sendTest.'",
        "kaedim, deleteWebhook, 'is ''deleteWebhook'', which kaedim has not. It has registerWebhook.'",
    })
    void failsToStartWithTheOperationsThatThereAre(String vendor, String operation, String problem) {
        assertThatThrownBy(() -> call(vendor(vendor), operation, null, null))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("vendorhook:" + vendor + ": option 'operation' " + problem);
    }

    @Test
    void failsToStartAnOperationOfAVendorWithoutAnApi() {
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("vendorhook:makini?operation=x", ""))
                .hasStackTraceContaining("vendorhook:makini: ")
                .hasStackTraceContaining("Developer Portal > Developers > Webhooks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "allowedUrls"})
    void failsToStartAnOperationThatSendsAsWell(String option) {
        assertThatThrownBy(() -> call(VNTANA, "listEvents&" + option + "=" + URL, null, null))
                .rootCause()
                .hasMessage(
                        "vendorhook:vntana: option 'operation' calls the vendor's API and sends no event; remove 'url'"
                                + " and 'allowedUrls'.");
    }

    @Test
    void takesMapsFromYaml() throws Exception {
        String yaml =
                """
                - beans:
                    - name: wanted
                      type: java.util.LinkedHashMap
                      properties:
                        url: https://hooks.example.com/yaml
                        events: model.processed,model.failed
                - route:
                    from:
                      uri: direct:put
                      steps:
                        - setBody:
                            simple: "${ref:wanted}"
                        - to:
                            uri: vendorhook:glossi
                            parameters:
                              operation: putWebhook
                              apiUrl: "URL"
                              apiKey: "KEY"
                """
                        .replace("URL", GLOSSI.apiUrl())
                        .replace("KEY", GLOSSI.apiKey());
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));

        Object answer = context.createProducerTemplate().requestBody("direct:put", "");

        assertThat(answer).isInstanceOf(WebhookRegistration.class);
        SimulatedWebhook webhook = GLOSSI.webhook();
        assertThat(webhook.url()).isEqualTo("https://hooks.example.com/yaml");
        assertThat(webhook.events()).containsExactly("model.processed", "model.failed");
    }

    private static VendorSimulator vendor(String name) {
        return switch (name) {
            case "vntana" -> VNTANA;
            case "glossi" -> GLOSSI;
            case "generic" -> GENERIC;
            default -> KAEDIM;
        };
    }

    private Object call(VendorSimulator vendor, String operation, Object body, String id) {
        String uri = "vendorhook:" + vendor.vendor() + "?operation=" + operation + RegisteringEndpoint.account(vendor);
        return id == null
                ? context.createProducerTemplate().requestBody(uri, body)
                : context.createProducerTemplate().requestBodyAndHeader(uri, body, VendorhookConstants.WEBHOOK_ID, id);
    }
}
