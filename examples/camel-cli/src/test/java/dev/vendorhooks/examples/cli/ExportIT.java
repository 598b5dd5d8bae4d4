package dev.vendorhooks.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExportIT {

    @Test
    void exportsAProjectForCamelMain() throws Exception {
        Path project = built("camel-main");
        int port = Example.freePort();

        try (Running main = Running.java(project, "-Dcamel.server.port=" + port, "-jar", "target/models-1.0.jar")) {
            Example.assertReceives(main, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    @Test
    void exportsAProjectForSpringBoot() throws Exception {
        Path project = built("spring-boot");
        int port = Example.freePort();

        try (Running boot = Running.java(project, "-Dserver.port=" + port, "-jar", "target/models-1.0.jar")) {
            Example.assertReceives(boot, port, "Model m-1 is ready: /models/m-1.glb");
        }
    }

    private static Path built(String runtime) throws IOException, InterruptedException {
        Path folder = Example.folder(runtime, "route.yaml", "application.properties");
        try (Running camel = Running.camel(
                folder,
                "export",
                "route.yaml",
                "application.properties",
                "--runtime=" + runtime,
                "--gav=com.example:models:1.0",
                "--java-version=17",
                "--dir=project")) {
            assertThat(camel.exitCode()).as(camel::output).isZero();
        }
        Path project = folder.resolve("project");
        assertThat(Files.readString(project.resolve("src/main/resources/application.properties")))
                .doesNotContain(Glossi.SECRET);
        try (Running mvn = Running.mvn(project, "package")) {
            assertThat(mvn.exitCode()).as(mvn::output).isZero();
        }
        return project;
    }
}
