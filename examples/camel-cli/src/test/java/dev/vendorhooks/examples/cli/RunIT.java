package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunIT {

    @Test
    void runsTheRoute() throws Exception {
        Path folder = Example.folder("route", "route.yaml", "application.properties");

        assertReceives(folder, "Model m-1 is ready: /models/m-1.glb", "route.yaml", "application.properties");
    }

    @Test
    void runsThePipe() throws Exception {
        Path folder = Example.folder("pipe", "glossi-to-log.yaml", "application.properties");

        assertReceives(folder, "\"glbFilePath\":\"/models/m-1.glb\"", "glossi-to-log.yaml", "application.properties");
    }

    /** Without a properties file: the variable of the environment is found by the placeholder's name. */
    @Test
    void makesCloudEvents() throws Exception {
        Path folder = Example.folder("cloudevents", "cloudevents.yaml");

        assertReceives(folder, "glossi.model.processed about m-1", "cloudevents.yaml", Example.COMPONENT);
    }

    private static void assertReceives(Path folder, String printed, String... arguments) throws Exception {
        int port = Example.freePort();
        try (Running camel = Running.route(folder, port, arguments)) {
            Example.assertReceives(camel, port, printed);
        }
    }

    @Test
    void namesThisBuildsArtifacts() throws Exception {
        assertThat(Files.readString(Path.of("application.properties")))
                .contains(":camel-vendorhooks-component:" + System.getProperty("cli.version"))
                .contains(":camel-vendorhooks-starter:" + System.getProperty("cli.version"));
    }
}
