package dev.vendorhooks.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is misconfigured in YAML or in properties is told as it is to who writes Java. */
class BadConfigurationTest {

    @TempDir
    Path directory;

    /** Camel knows the line of what fails when the route starts, and the file of what fails before. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "glossi  | sercet: abc             | Unknown parameters=[{sercet=  | routes.yaml",
                "glossi  | path: /hooks            | vendorhook:glossi has no secret. Set 'secret' | routes.yaml:3",
                "glossi  | secret: '{{no.such}}'   | Property with key [no.such] not found | routes.yaml",
                "glossi  | secret: ''              | vendorhook:glossi: option 'secret' is empty; check the property | routes.yaml:3",
                "glosi   | secret: abc             | vendorhook:glosi names a vendor that does not exist | routes.yaml:3",
                "generic | secret: abc, path: here | option 'path' 'here' must start with a / | routes.yaml:3",
            })
    void yamlSaysWhatJavaSays(String vendor, String parameters, String message, String place) throws Exception {
        Throwable yaml = startFailure(
                Map.of(),
                """
                - route:
                    from:
                      uri: vendorhook:%s
                      parameters: {%s}
                      steps:
                        - log: received
                """
                        .formatted(vendor, parameters));
        String query = parameters.replace(": ", "=").replace(", ", "&").replace("'", "");
        Throwable java = startFailure(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:" + vendor + "?" + query).log("received");
            }
        });

        assertThat(yaml)
                .hasMessageContaining(message)
                .hasMessageContaining("(source: ")
                .hasMessageContaining(place);
        assertThat(java).hasMessageContaining(message);
    }

    @Test
    void yamlSaysOfAnUnknownDataTypeWhatJavaSays() throws Exception {
        Throwable yaml = startFailure(
                Map.of(),
                """
                - route:
                    from:
                      uri: vendorhook:glossi
                      parameters:
                        secret: abc
                      steps:
                        - transformDataType:
                            toType: vendorhook:cloudevents
                """);
        Throwable java = startFailure(new RouteBuilder() {
            @Override
            public void configure() {
                from("vendorhook:glossi?secret=abc").transformDataType(new DataType("vendorhook:cloudevents"));
            }
        });

        assertThat(yaml)
                .hasMessageEndingWith(
                        "(source: routes.yaml:3) because: No transformer from: null to:vendorhook:cloudevents");
        assertThat(java).hasMessageEndingWith("because: No transformer from: camel:any to:vendorhook:cloudevents");
    }

    @ParameterizedTest
    @CsvSource({
        "sercet, abc, camel.component.vendorhook.sercet",
        "timestamp-tolerance, soon, camel.component.vendorhook.timestampTolerance=soon",
        "secret, {{no.such}}, Property with key [no.such] not found",
        "secret, '', camel.component.vendorhook.secret because value is empty",
    })
    void propertiesAreRefusedByName(String option, String value, String message) throws Exception {
        Throwable failure = startFailure(
                Map.of("camel.component.vendorhook." + option, value),
                """
                - from:
                    uri: vendorhook:glossi
                    steps:
                      - log: received
                """);

        assertThat(failure).hasMessageContaining(message);
    }

    private Throwable startFailure(Map<String, String> properties, String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("routes.yaml"), yaml);
        Main main = new Main();
        main.addInitialProperty(
                "camel.main.routes-include-pattern", file.toUri().toString());
        properties.forEach(main::addInitialProperty);
        return startFailure(main);
    }

    private static Throwable startFailure(RouteBuilder routes) {
        Main main = new Main();
        main.configure().addRoutesBuilder(routes);
        return startFailure(main);
    }

    private static Throwable startFailure(Main main) {
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", "0");
        try {
            return catchThrowable(main::start);
        } finally {
            main.stop();
        }
    }
}
