package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code camel run --dev} says of a file while its user edits it, which is what {@code camel run} ends with. */
class BadInputIT {

    private static Path folder;
    private static Running camel;

    @BeforeAll
    static void startInDevMode() throws Exception {
        folder = Example.folder("dev", "route.yaml", "application.properties");
        camel = Running.camel(
                folder, "run", "route.yaml", "application.properties", "--dev", "--port=" + Example.freePort());
        camel.awaitOutput(" started in ");
    }

    @AfterAll
    static void stop() {
        camel.close();
    }

    @Test
    void namesAnOptionThatDoesNotExist() throws Exception {
        edit("secret: \"{{glossi.secret}}\"", "secret: \"{{glossi.secret}}\"\n        evnts: model.*");

        camel.awaitOutput("Failed to create route: ready-models (source: file:route.yaml)");
        camel.awaitOutput("Unknown parameters=[{evnts=model.*}]");
    }

    @Test
    void namesVendorsThatExist() throws Exception {
        edit("vendorhook:glossi", "vendorhook:glosi");

        camel.awaitOutput("Failed to start route: ready-models (source: route.yaml:4) because: "
                + "vendorhook:glosi names a vendor that does not exist. There are ");
    }

    @Test
    void tellsWhereASecretBelongs() throws Exception {
        edit("secret: \"{{glossi.secret}}\"", "events: model.*");

        camel.awaitOutput("(source: route.yaml:4) because: vendorhook:glossi has no secret. "
                + "Set 'secret' on the endpoint, for example secret={{glossi.secret}}.");
    }

    @Test
    void namesAPropertyThatIsNotSet() throws Exception {
        edit("{{glossi.secret}}", "{{glosi.secret}}");

        camel.awaitOutput("vendorhook:glossi?secret=xxxxxx due to: Property with key [glosi.secret] not found");
    }

    @Test
    void namesAnEnvironmentVariableThatIsNotSet() throws Exception {
        edit("{{glossi.secret}}", "{{env:GLOSI_SECRET}}");

        camel.awaitOutput("vendorhook:glossi?secret=xxxxxx due to: Property with key [env:GLOSI_SECRET] ");
    }

    @Test
    void namesADataTypeThatDoesNotExist() throws Exception {
        edit(
                "steps:\n        - filter:",
                "steps:\n        - transformDataType: vendorhook:cloudevent\n        - filter:");

        camel.awaitOutput("(source: route.yaml:4) because: No transformer from: null to:vendorhook:cloudevent");
    }

    /** Puts a file in the place of the route's at once, so that Camel never sees half of it. */
    private static void edit(String text, String replacement) throws IOException {
        String route = Files.readString(Path.of("route.yaml"));
        assertThat(route).contains(text);
        Path edited = Files.writeString(folder.resolve("route.yaml.edited"), route.replace(text, replacement));
        Files.move(edited, folder.resolve("route.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }
}
