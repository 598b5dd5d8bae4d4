package dev.vendorhooks.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** What an operator reads when something is missing or misspelt. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    private static final String PREFIX = "camel.component.vendorhook.";
    private static final String GLOSSI =
            "vendorhook:glossi has no secret. Set 'secret' on the endpoint, for example secret={{glossi.secret}}.";
    private static final String KAEDIM =
            "vendorhook:kaedim has no secret. Set 'secret' on the endpoint, for example secret={{kaedim.secret}}.";

    private GenericApplicationContext application;

    @AfterEach
    void stop() {
        application.close();
    }

    // ---- without any secret

    @Test
    void startsQuietlyWhereThereIsNoEndpoint(CapturedOutput output) {
        start(List.of());

        assertThat(application.isRunning()).isTrue();
        assertThat(output).doesNotContain("secret", "WARN");
    }

    @Test
    void failsToStartAndNamesEveryEndpointWithoutSecret(CapturedOutput output) {
        assertThatThrownBy(() -> start(List.of("vendorhook:glossi", "vendorhook:kaedim")))
                .hasStackTraceContaining("Failed to start route: ")
                .rootCause()
                .hasMessage(GLOSSI);

        assertThat(output)
                .contains(GLOSSI + " Until then its route cannot start.", KAEDIM)
                .containsPattern(
                        "APPLICATION FAILED TO START\\s+\\*+\\s+Description:\\s+Failed to start route: \\S+"
                                + " because: vendorhook:glossi has no secret\\..*\\s+Action:\\s+Do what the description says\\.");
    }

    @Test
    void startsUnderTheSupervisorAndNamesEveryEndpointWithoutSecret(CapturedOutput output) throws Exception {
        start(List.of("vendorhook:glossi", "vendorhook:kaedim"), "camel.routecontroller.enabled=true");

        assertThat(output).contains(GLOSSI + " Until then its route cannot start.", KAEDIM);
        assertThat(post("/webhooks/glossi")).isEqualTo(503);
    }

    @Test
    void startsWhereRoutesStartLaterAndNamesEveryEndpointWithoutSecret(CapturedOutput output) {
        start(List.of("vendorhook:glossi", "vendorhook:kaedim"), "camel.main.auto-startup=false");

        assertThat(application.isRunning()).isTrue();
        assertThat(output).contains(GLOSSI + " Until then its route cannot start.", KAEDIM);
    }

    @Test
    void saysWhyAnEndpointCannotRegister(CapturedOutput output) {
        assertThatThrownBy(() -> start(List.of("vendorhook:glossi?autoRegister=true&publicUrl=https://app.example"
                        + "&apiKey=the-key&apiUrl=http://127.0.0.1:1")))
                .isInstanceOf(RuntimeException.class);

        assertThat(output)
                .containsPattern(
                        "APPLICATION FAILED TO START\\s+\\*+\\s+Description:\\s+vendorhook:glossi .*127\\.0\\.0\\.1"
                                + ".*\\s+Action:\\s+Do what the description says\\.")
                .doesNotContain("the-key");
    }

    // ---- with something misspelt

    @Test
    void namesAnOptionThatDoesNotExistAndNotItsValue(CapturedOutput output) {
        assertThatThrownBy(() -> start(List.of("vendorhook:glossi"), PREFIX + "sercet=the-value"))
                .hasStackTraceContaining("The elements [camel.component.vendorhook.sercet] were left unbound.");

        assertThat(output)
                .contains("The component vendorhook has no option for the property camel.component.vendorhook.sercet,"
                        + " set in \"camel.component.vendorhook.sercet\" from property source")
                .containsPattern("Correct the name\\. The options are acknowledge, .*, secret, .*, url, .*\\.")
                .doesNotContain("the-value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp-tolerance=5 mintues | '5 mintues' is not a valid duration",
                "max-body-size=1MB | For input string: \"1MB\"",
                "acknowledge=recieved | The following values are valid:"
            })
    void namesTheOptionWhoseValueIsOfNoUse(String option, String reason, CapturedOutput output) {
        assertThatThrownBy(() -> start(List.of("vendorhook:glossi"), PREFIX + option))
                .hasStackTraceContaining("VendorhookComponentConfiguration");

        String name = option.substring(0, option.indexOf('='));
        assertThat(output).contains("Property: camel.component.vendorhook." + name, reason, "Origin: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${no.such} | vendorhook:glossi: option 'secret' holds a placeholder that was not resolved.",
                "{{no.such}} | Property with key [no.such] not found in properties from text: {{no.such}}"
            })
    void takesNoPlaceholderForASecret(String secret, String reason) {
        assertThatThrownBy(() -> start(List.of("vendorhook:glossi"), PREFIX + "secret=" + secret))
                .rootCause()
                .hasMessage(reason);
    }

    @Test
    void namesTheVendorThatDoesNotExist() {
        assertThatThrownBy(() -> start(List.of("vendorhook:glosi"), PREFIX + "secret=test"))
                .rootCause()
                .hasMessageStartingWith(
                        "vendorhook:glosi names a vendor that does not exist. There are [generic, glossi,"
                                + " kaedim, makini, vntana].");
    }

    private void start(List<String> endpoints, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "server.port=0",
                // not the properties of the other tests
                "spring.config.name=start"));
        all.addAll(List.of(properties));
        new SpringApplicationBuilder(Application.class)
                .properties(all.toArray(String[]::new))
                .initializers(context -> {
                    application = (GenericApplicationContext) context;
                    application.registerBean(RouteBuilder.class, () -> routes(endpoints));
                })
                .run();
    }

    private static RouteBuilder routes(List<String> endpoints) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                endpoints.forEach(endpoint -> from(endpoint).stop());
            }
        };
    }

    private int post(String path) throws Exception {
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return Webhooks.send(Webhooks.post(port, path, BodyPublishers.ofString("{}"))
                        .header("Content-Type", "application/json"))
                .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
