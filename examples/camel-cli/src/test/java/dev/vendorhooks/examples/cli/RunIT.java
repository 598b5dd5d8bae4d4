package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunIT {

    @Test
    void runsTheRoute() throws Exception {
        Path folder = Example.folder("route", "route.yaml", "application.properties");
        int port = Example.freePort();

        try (Running camel = Running.route(folder, port, "route.yaml", "application.properties")) {
            Example.assertReceives(camel, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    @Test
    void runsThePipe() throws Exception {
        Path folder = Example.folder("pipe", "glossi-to-log.yaml", "application.properties");
        int port = Example.freePort();

        try (Running camel = Running.route(folder, port, "glossi-to-log.yaml", "application.properties")) {
            Example.assertReceives(camel, port, "\"glbFilePath\":\"/models/m-1.glb\"");
        }
    }

    /** Without a properties file: the variable of the environment is found by the placeholder's name. */
    @Test
    void makesCloudEvents() throws Exception {
        Path folder = Example.folder("cloudevents", "cloudevents.yaml");
        int port = Example.freePort();

        try (Running camel = Running.route(folder, port, "cloudevents.yaml", Example.COMPONENT)) {
            Example.assertReceives(camel, port, "glossi.model.processed about m-1");
        }
    }

    @Test
    void namesThisBuildsArtifacts() throws Exception {
        assertThat(Files.readString(Path.of("application.properties")))
                .contains(":camel-vendorhooks-component:" + System.getProperty("cli.version"))
                .contains(":camel-vendorhooks-starter:" + System.getProperty("cli.version"));
    }
}
