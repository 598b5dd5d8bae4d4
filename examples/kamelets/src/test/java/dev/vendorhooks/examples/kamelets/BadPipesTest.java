package dev.vendorhooks.examples.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vendorhooks.camel.VendorhookEndpoint;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user hears of a mistake in a Pipe. */
class BadPipesTest {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path: /glossi|Route template vendorhook-glossi-source the following mandatory parameters must be provided: secret",
                "secret: a; events: a*b|vendorhook:glossi: option 'events' cannot be used: 'a*b' has a * that does not end"
                        + " its segment.",
                "secret: RAW({{no.such.property}})|Property with key [no.such.property] not found",
                "secret: '{{glossi.secret}}'|vendorhook:glossi: option 'secret' holds a {{placeholder}} that Camel does not"
                        + " resolve among the properties of a Pipe; write RAW({{placeholder}}) there, or set"
                        + " camel.kamelet.NAME.secret.",
                "path: '{{glossi.path}}'; secret: a|vendorhook:glossi: option 'path' '%7B%7Bglossi.path%7D%7D' must start"
                        + " with a /",
            })
    void namesWhatIsWrongInASource(String properties, String message) {
        assertThatThrownBy(() -> start(pipe("vendorhook-glossi-source", properties, "", "log-sink", "level: INFO")))
                .rootCause()
                .message()
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendor: nosuch; url: RAW(http://localhost/); secret: a|vendorhook:nosuch names a vendor that does not"
                        + " exist. There are [generic, glossi, kaedim, makini, vntana].",
                "vendor: generic; url: nonsense; secret: a|vendorhook:generic: option 'url' cannot be used: The target URL"
                        + " is not absolute.",
                "vendor: generic; secret: a|Route template vendorhook-sink the following mandatory parameters must be"
                        + " provided: url",
            })
    void namesWhatIsWrongInASink(String properties, String message) {
        assertThatThrownBy(() -> start(pipe("timer-source", "message: a", "", "vendorhook-sink", properties)))
                .rootCause()
                .message()
                .contains(message);
    }

    @Test
    void namesADataTypeThatThereIsNot() {
        String dataTypes = "dataTypes: {out: {scheme: vendorhook, format: application-cloudevent}}";

        assertThatThrownBy(() ->
                        start(pipe("vendorhook-glossi-source", "secret: a", dataTypes, "log-sink", "level: INFO")))
                .hasMessageContaining("Failed to start route: bad (source: pipe:6)")
                .rootCause()
                .hasMessage("No transformer from: camel:any to:vendorhook:application-cloudevent");
    }

    @Test
    void namesAKameletThatThereIsNot() {
        assertThatThrownBy(() -> start(pipe("vendorhook-glosi-source", "secret: a", "", "log-sink", "level: INFO")))
                .rootCause()
                .hasMessage("Resource not found: classpath:kamelets/vendorhook-glosi-source.kamelet.yaml");
    }

    /** Camel hands what a Kamelet does not know to nobody: the document says so. */
    @Test
    void ignoresAPropertyThatTheKameletDoesNotHave() throws Exception {
        start(pipe("vendorhook-glossi-source", "secret: a; pahts: b", "", "log-sink", "level: INFO"));

        assertThat(context.getEndpoints())
                .filteredOn(VendorhookEndpoint.class::isInstance)
                .singleElement()
                .extracting(endpoint ->
                        ((VendorhookEndpoint) endpoint).getConfiguration().getPath())
                .isEqualTo("/webhooks/glossi");
    }

    private void start(String pipe) throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        context.addService(new VertxPlatformHttpServer(configuration));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("pipe.yaml", pipe));
        context.start();
    }

    private static String pipe(String source, String properties, String dataTypes, String sink, String ofSink) {
        return """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: bad
                spec:
                  source:
                    ref: {kind: Kamelet, apiVersion: camel.apache.org/v1, name: %s}
                    %s
                    properties:
                      %s
                  sink:
                    ref: {kind: Kamelet, apiVersion: camel.apache.org/v1, name: %s}
                    properties:
                      %s
                """
                .formatted(source, dataTypes, lines(properties), sink, lines(ofSink));
    }

    private static String lines(String properties) {
        return properties.replace("; ", "\n      ");
    }
}
